#ifndef CARCHIVE_H
#define CARCHIVE_H

#include <stddef.h>
#include <stdint.h>

// Zip archives in memory, over minizip and zlib, and XML in pieces, over expat. Nothing here opens a file.

// Reading an archive. The bytes are attached for each call, so that their owner may keep them where it likes.

enum {
  CRM_ZIP_OK = 0,
  CRM_ZIP_END = 1,
  CRM_ZIP_DAMAGED = -1,
  CRM_ZIP_NO_MEMORY = -2,
  CRM_ZIP_WRONG_SUM = -3,
};

typedef struct crm_zip_reader crm_zip_reader;

typedef struct {
  uint64_t compressed;
  uint64_t size;
  uint64_t position;  // of its record in the directory
  uint64_t number;    // in the order of the directory, from 0
  uint32_t flags;     // bit 0: encrypted; bit 11: the name is UTF-8
  uint32_t method;    // 0 stored, 8 deflated
  uint32_t name_length;
} crm_zip_entry;

// NULL without memory.
crm_zip_reader *crm_zip_reader_new(void);
void crm_zip_reader_free(crm_zip_reader *reader);
void crm_zip_attach(crm_zip_reader *reader, const void *bytes, size_t count);

// Finds the directory.
int crm_zip_open(crm_zip_reader *reader);
// How many entries the directory claims to have.
uint64_t crm_zip_claimed(crm_zip_reader *reader);
int crm_zip_first(crm_zip_reader *reader);
int crm_zip_next(crm_zip_reader *reader);
// What the directory says of the current entry; as much of its name as there is room for.
int crm_zip_current(crm_zip_reader *reader, crm_zip_entry *entry, char *name, size_t room);
// Goes to an entry by its place.
int crm_zip_go(crm_zip_reader *reader, uint64_t position, uint64_t number);
// Opens the current entry to be inflated, or to be taken as it is; `start` is where its bytes begin.
int crm_zip_begin(crm_zip_reader *reader, int is_raw, uint64_t *start);
// The next bytes of the open entry: how many there are, 0 at the end, or a status below 0.
int64_t crm_zip_read(crm_zip_reader *reader, void *buffer, size_t room);
// Closes the open entry; after its last byte the sum of all is compared.
int crm_zip_finish(crm_zip_reader *reader);

// Writing an archive into memory.

typedef struct crm_zip_writer crm_zip_writer;

crm_zip_writer *crm_zip_writer_new(void);
void crm_zip_writer_free(crm_zip_writer *writer);
// Begins an entry of that UTF-8 name, deflated or stored, dated 1980-01-01.
int crm_zip_entry_begin(crm_zip_writer *writer, const char *name, int is_stored);
int crm_zip_entry_write(crm_zip_writer *writer, const void *bytes, size_t count);
int crm_zip_entry_end(crm_zip_writer *writer);
// Writes the directory; from then on the bytes are whole.
int crm_zip_writer_finish(crm_zip_writer *writer);
const void *crm_zip_writer_bytes(const crm_zip_writer *writer, size_t *count);

// Reading XML. Elements and attributes are known by a vocabulary; what is not in it has the name -1.

enum {
  CRM_XML_OK = 0,
  CRM_XML_MALFORMED = 1,
  CRM_XML_DECLARES = 2,    // entities, or anything else in a DTD
  CRM_XML_TOO_DEEP = 3,
  CRM_XML_TOO_MANY_ATTRIBUTES = 4,
  CRM_XML_TOO_LONG = 5,    // one tag
  CRM_XML_NO_MEMORY = 6,
};

enum { CRM_XML_START = 0, CRM_XML_FINISH = 1, CRM_XML_TEXT = 2 };

typedef struct {
  int32_t kind;
  int32_t name;
  uint32_t start;  // of a start: its first attribute; of a text: its first byte
  uint32_t count;
} crm_xml_event;

typedef struct {
  int32_t name;
  uint32_t start;  // of its value among the bytes of text
  uint32_t count;
} crm_xml_attribute;

typedef struct crm_xml crm_xml;

crm_xml *crm_xml_new(uint32_t depth_limit, uint32_t attribute_limit, size_t token_limit);
void crm_xml_free(crm_xml *xml);
// A URI that means the namespace of this number. 0 when done, else CRM_XML_NO_MEMORY.
int crm_xml_add_namespace(crm_xml *xml, int32_t space, const char *uri);
// A name of the vocabulary; -1 for a namespace means none.
int crm_xml_add_name(crm_xml *xml, int32_t space, const char *local, int32_t name);
// Room for the next bytes; NULL without memory.
void *crm_xml_room(crm_xml *xml, size_t count);
// Parses what was written into the room. The events of it replace those before.
int crm_xml_parse(crm_xml *xml, size_t count, int is_last);
const crm_xml_event *crm_xml_events(const crm_xml *xml, size_t *count);
const crm_xml_attribute *crm_xml_attributes(const crm_xml *xml, size_t *count);
const uint8_t *crm_xml_text(const crm_xml *xml, size_t *count);
// The line of the fault, from 1, and what expat calls it.
uint64_t crm_xml_line(crm_xml *xml);
const char *crm_xml_fault(crm_xml *xml);

#endif
