#include "CArchive.h"

#include <minizip/unzip.h>
#include <minizip/zip.h>
#include <stdlib.h>
#include <string.h>

// A file in memory, as minizip wants one.
struct memory {
  const unsigned char *bytes;  // what is read
  unsigned char *own;          // what is written
  size_t count;
  size_t room;
  size_t position;
};

static voidpf open_memory(voidpf opaque, const void *name, int mode) {
  (void)name, (void)mode;
  ((struct memory *)opaque)->position = 0;
  return opaque;
}

static uLong read_memory(voidpf opaque, voidpf stream, void *buffer, uLong size) {
  (void)opaque;
  struct memory *memory = stream;
  if (!memory->bytes && !memory->own) return 0;
  size_t left = memory->position < memory->count ? memory->count - memory->position : 0;
  size_t taken = size < left ? size : left;
  if (taken > 0) memcpy(buffer, (memory->own ? memory->own : memory->bytes) + memory->position, taken);
  memory->position += taken;
  return taken;
}

static uLong write_memory(voidpf opaque, voidpf stream, const void *buffer, uLong size) {
  (void)opaque;
  struct memory *memory = stream;
  if (size > SIZE_MAX / 4 || memory->position > SIZE_MAX / 4) return 0;
  size_t end = memory->position + size;
  if (end > memory->room) {
    size_t room = memory->room < 4096 ? 4096 : memory->room;
    while (room < end) room += room / 2;
    unsigned char *more = realloc(memory->own, room);
    if (!more) return 0;
    memory->own = more;
    memory->room = room;
  }
  if (memory->position > memory->count) memset(memory->own + memory->count, 0, memory->position - memory->count);
  if (size > 0) memcpy(memory->own + memory->position, buffer, size);
  memory->position = end;
  if (end > memory->count) memory->count = end;
  return size;
}

static ZPOS64_T tell_memory(voidpf opaque, voidpf stream) {
  (void)opaque;
  return ((struct memory *)stream)->position;
}

static long seek_memory(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin) {
  (void)opaque;
  struct memory *memory = stream;
  ZPOS64_T base = origin == ZLIB_FILEFUNC_SEEK_CUR ? memory->position : origin == ZLIB_FILEFUNC_SEEK_END ? memory->count : 0;
  ZPOS64_T target = base + offset;
  if (target < base || target > memory->count) return -1;
  memory->position = (size_t)target;
  return 0;
}

static int close_memory(voidpf opaque, voidpf stream) {
  (void)opaque, (void)stream;
  return 0;
}

static int error_memory(voidpf opaque, voidpf stream) {
  (void)opaque, (void)stream;
  return 0;
}

static zlib_filefunc64_def functions(struct memory *memory) {
  zlib_filefunc64_def functions;
  functions.zopen64_file = open_memory;
  functions.zread_file = read_memory;
  functions.zwrite_file = write_memory;
  functions.ztell64_file = tell_memory;
  functions.zseek64_file = seek_memory;
  functions.zclose_file = close_memory;
  functions.zerror_file = error_memory;
  functions.opaque = memory;
  return functions;
}

// Reading

struct crm_zip_reader {
  struct memory memory;
  unzFile file;
};

static int status(int code) {
  switch (code) {
    case UNZ_OK: return CRM_ZIP_OK;
    case UNZ_END_OF_LIST_OF_FILE: return CRM_ZIP_END;
    case UNZ_CRCERROR: return CRM_ZIP_WRONG_SUM;
    case UNZ_INTERNALERROR: return CRM_ZIP_NO_MEMORY;
    default: return CRM_ZIP_DAMAGED;
  }
}

crm_zip_reader *crm_zip_reader_new(void) { return calloc(1, sizeof(crm_zip_reader)); }

void crm_zip_reader_free(crm_zip_reader *reader) {
  if (reader->file) unzClose(reader->file);
  free(reader);
}

void crm_zip_attach(crm_zip_reader *reader, const void *bytes, size_t count) {
  reader->memory.bytes = bytes;
  reader->memory.count = count;
}

int crm_zip_open(crm_zip_reader *reader) {
  zlib_filefunc64_def calls = functions(&reader->memory);
  reader->file = unzOpen2_64("memory", &calls);
  return reader->file ? CRM_ZIP_OK : CRM_ZIP_DAMAGED;
}

uint64_t crm_zip_claimed(crm_zip_reader *reader) {
  unz_global_info64 info;
  return unzGetGlobalInfo64(reader->file, &info) == UNZ_OK ? info.number_entry : 0;
}

int crm_zip_first(crm_zip_reader *reader) { return status(unzGoToFirstFile(reader->file)); }

int crm_zip_next(crm_zip_reader *reader) { return status(unzGoToNextFile(reader->file)); }

int crm_zip_current(crm_zip_reader *reader, crm_zip_entry *entry, char *name, size_t room) {
  unz_file_info64 info;
  unz64_file_pos place;
  int code = unzGetCurrentFileInfo64(reader->file, &info, name, room, NULL, 0, NULL, 0);
  if (code == UNZ_OK) code = unzGetFilePos64(reader->file, &place);
  if (code != UNZ_OK) return status(code);
  entry->compressed = info.compressed_size;
  entry->size = info.uncompressed_size;
  entry->position = place.pos_in_zip_directory;
  entry->number = place.num_of_file;
  entry->flags = (uint32_t)info.flag;
  entry->method = (uint32_t)info.compression_method;
  entry->name_length = (uint32_t)info.size_filename;
  return CRM_ZIP_OK;
}

int crm_zip_go(crm_zip_reader *reader, uint64_t position, uint64_t number) {
  unz64_file_pos place = {position, number};
  return status(unzGoToFilePos64(reader->file, &place));
}

int crm_zip_begin(crm_zip_reader *reader, int is_raw, uint64_t *start) {
  int method = 0, level = 0;
  int code = unzOpenCurrentFile2(reader->file, &method, &level, is_raw);
  if (code == UNZ_OK) *start = unzGetCurrentFileZStreamPos64(reader->file);
  return status(code);
}

int64_t crm_zip_read(crm_zip_reader *reader, void *buffer, size_t room) {
  int count = unzReadCurrentFile(reader->file, buffer, room > 1 << 20 ? 1 << 20 : (unsigned)room);
  return count >= 0 ? count : CRM_ZIP_DAMAGED;
}

int crm_zip_finish(crm_zip_reader *reader) { return status(unzCloseCurrentFile(reader->file)); }

// Writing

struct crm_zip_writer {
  struct memory memory;
  zipFile file;
};

crm_zip_writer *crm_zip_writer_new(void) {
  crm_zip_writer *writer = calloc(1, sizeof(crm_zip_writer));
  if (!writer) return NULL;
  zlib_filefunc64_def calls = functions(&writer->memory);
  writer->file = zipOpen2_64("memory", APPEND_STATUS_CREATE, NULL, &calls);
  if (writer->file) return writer;
  free(writer);
  return NULL;
}

void crm_zip_writer_free(crm_zip_writer *writer) {
  if (writer->file) zipClose(writer->file, NULL);
  free(writer->memory.own);
  free(writer);
}

int crm_zip_entry_begin(crm_zip_writer *writer, const char *name, int is_stored) {
  zip_fileinfo info;
  memset(&info, 0, sizeof info);
  info.dosDate = (1u << 21) | (1u << 16);  // 1980-01-01 00:00
  const uLong made_by = 20, utf8 = 1u << 11;
  return status(zipOpenNewFileInZip4_64(
      writer->file, name, &info, NULL, 0, NULL, 0, NULL, is_stored ? 0 : Z_DEFLATED, 6, 0, -MAX_WBITS,
      DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY, NULL, 0, made_by, utf8, 0));
}

int crm_zip_entry_write(crm_zip_writer *writer, const void *bytes, size_t count) {
  const unsigned char *rest = bytes;
  while (count > 0) {
    unsigned piece = count > 1 << 20 ? 1 << 20 : (unsigned)count;
    int code = zipWriteInFileInZip(writer->file, rest, piece);
    if (code != ZIP_OK) return status(code);
    rest += piece;
    count -= piece;
  }
  return CRM_ZIP_OK;
}

int crm_zip_entry_end(crm_zip_writer *writer) { return status(zipCloseFileInZip(writer->file)); }

int crm_zip_writer_finish(crm_zip_writer *writer) {
  int code = zipClose(writer->file, NULL);
  writer->file = NULL;
  return status(code);
}

const void *crm_zip_writer_bytes(const crm_zip_writer *writer, size_t *count) {
  *count = writer->memory.count;
  return writer->memory.own;
}
