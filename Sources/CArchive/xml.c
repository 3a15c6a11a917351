#include "CArchive.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

// Between the URI of a namespace and the name; it can be in neither.
#define BETWEEN '\n'
#define BUCKETS 256

struct space {
  int32_t number;
  size_t length;
  char *uri;
};

struct name {
  int32_t space;
  int32_t value;
  size_t length;
  char *local;
  int32_t following;  // in its bucket, -1 at the end
};

struct crm_xml {
  XML_Parser parser;
  struct space *spaces;
  size_t space_count;
  struct name *names;
  size_t name_count;
  int32_t buckets[BUCKETS];
  crm_xml_event *events;
  size_t event_count, event_room;
  crm_xml_attribute *attributes;
  size_t attribute_count, attribute_room;
  uint8_t *text;
  size_t text_count, text_room;
  uint32_t depth, depth_limit, attribute_limit;
  size_t token_limit;
  // Bytes fed since the last piece in which anything ended, and whether anything ends in this one.
  uint64_t idle;
  int has_ended;
  int status;
};

static int grow(void **items, size_t *room, size_t wanted, size_t size) {
  if (wanted <= *room) return 1;
  size_t more = *room < 64 ? 64 : *room;
  while (more < wanted) more += more / 2;
  if (more > SIZE_MAX / size / 2) return 0;
  void *grown = realloc(*items, more * size);
  if (!grown) return 0;
  *items = grown;
  *room = more;
  return 1;
}

static void stop(crm_xml *xml, int status) {
  if (xml->status == CRM_XML_OK) xml->status = status;
  XML_StopParser(xml->parser, XML_FALSE);
}

static unsigned bucket(const char *local, size_t length) {
  if (length == 0) return 0;
  return ((unsigned char)local[0] * 31u + (unsigned char)local[length - 1] * 7u + (unsigned)length) % BUCKETS;
}

// An element without a namespace is taken for one of the vocabulary: some programs leave the declaration out.
static int32_t find(const crm_xml *xml, const char *full, int is_element) {
  const char *cut = strrchr(full, BETWEEN);
  const char *local = cut ? cut + 1 : full;
  size_t length = strlen(local), uri_length = cut ? (size_t)(cut - full) : 0;
  for (int32_t i = xml->buckets[bucket(local, length)]; i >= 0; i = xml->names[i].following) {
    const struct name *name = &xml->names[i];
    if (name->length != length || memcmp(name->local, local, length) != 0) continue;
    if (!cut) {
      if (is_element == (name->space >= 0)) return name->value;
      continue;
    }
    for (size_t s = 0; s < xml->space_count; s++) {
      const struct space *space = &xml->spaces[s];
      if (space->number == name->space && space->length == uri_length && memcmp(space->uri, full, uri_length) == 0)
        return name->value;
    }
  }
  return -1;
}

static int append_text(crm_xml *xml, const char *bytes, size_t count) {
  if (!grow((void **)&xml->text, &xml->text_room, xml->text_count + count + 1, 1)) return 0;
  memcpy(xml->text + xml->text_count, bytes, count);
  xml->text_count += count;
  return 1;
}

static crm_xml_event *add_event(crm_xml *xml, int32_t kind, int32_t name) {
  if (!grow((void **)&xml->events, &xml->event_room, xml->event_count + 1, sizeof *xml->events)) return NULL;
  crm_xml_event *event = &xml->events[xml->event_count++];
  event->kind = kind;
  event->name = name;
  event->start = event->count = 0;
  return event;
}

static void on_start(void *data, const XML_Char *name, const XML_Char **pairs) {
  crm_xml *xml = data;
  xml->has_ended = 1;
  if (xml->status != CRM_XML_OK) return;
  if (++xml->depth > xml->depth_limit) return stop(xml, CRM_XML_TOO_DEEP);
  crm_xml_event *event = add_event(xml, CRM_XML_START, find(xml, name, 1));
  if (!event) return stop(xml, CRM_XML_NO_MEMORY);
  event->start = (uint32_t)xml->attribute_count;
  for (uint32_t count = 0; pairs[0]; pairs += 2) {
    if (++count > xml->attribute_limit) return stop(xml, CRM_XML_TOO_MANY_ATTRIBUTES);
    int32_t known = find(xml, pairs[0], 0);
    if (known < 0) continue;
    size_t length = strlen(pairs[1]);
    if (!grow((void **)&xml->attributes, &xml->attribute_room, xml->attribute_count + 1, sizeof *xml->attributes))
      return stop(xml, CRM_XML_NO_MEMORY);
    crm_xml_attribute *attribute = &xml->attributes[xml->attribute_count++];
    attribute->name = known;
    attribute->start = (uint32_t)xml->text_count;
    attribute->count = (uint32_t)length;
    if (!append_text(xml, pairs[1], length)) return stop(xml, CRM_XML_NO_MEMORY);
    event->count++;
  }
}

static void on_finish(void *data, const XML_Char *name) {
  crm_xml *xml = data;
  xml->has_ended = 1;
  if (xml->status != CRM_XML_OK) return;
  xml->depth--;
  if (!add_event(xml, CRM_XML_FINISH, find(xml, name, 1))) stop(xml, CRM_XML_NO_MEMORY);
}

static void on_text(void *data, const XML_Char *bytes, int count) {
  crm_xml *xml = data;
  xml->has_ended = 1;
  if (xml->status != CRM_XML_OK) return;
  crm_xml_event *last = xml->event_count > 0 ? &xml->events[xml->event_count - 1] : NULL;
  if (!last || last->kind != CRM_XML_TEXT) {
    last = add_event(xml, CRM_XML_TEXT, -1);
    if (!last) return stop(xml, CRM_XML_NO_MEMORY);
    last->start = (uint32_t)xml->text_count;
  }
  if (!append_text(xml, bytes, (size_t)count)) return stop(xml, CRM_XML_NO_MEMORY);
  last->count += (uint32_t)count;
}

static void on_comment(void *data, const XML_Char *text) {
  (void)text;
  ((crm_xml *)data)->has_ended = 1;
}

static void on_instruction(void *data, const XML_Char *target, const XML_Char *text) {
  (void)target, (void)text;
  ((crm_xml *)data)->has_ended = 1;
}

// A document type may be named; nothing may be declared in it, and nothing is fetched for it.
static void on_doctype(void *data, const XML_Char *n, const XML_Char *s, const XML_Char *p, int has_declarations) {
  (void)n, (void)s, (void)p;
  if (has_declarations) stop(data, CRM_XML_DECLARES);
}

static void on_entity(
    void *data, const XML_Char *n, int is_parameter, const XML_Char *v, int l, const XML_Char *b, const XML_Char *s,
    const XML_Char *p, const XML_Char *t) {
  (void)n, (void)is_parameter, (void)v, (void)l, (void)b, (void)s, (void)p, (void)t;
  stop(data, CRM_XML_DECLARES);
}

static void on_skipped(void *data, const XML_Char *name, int is_parameter) {
  (void)name, (void)is_parameter;
  stop(data, CRM_XML_DECLARES);
}

static int on_external(XML_Parser parser, const XML_Char *c, const XML_Char *b, const XML_Char *s, const XML_Char *p) {
  (void)c, (void)b, (void)s, (void)p;
  stop(XML_GetUserData(parser), CRM_XML_DECLARES);
  return XML_STATUS_ERROR;
}

crm_xml *crm_xml_new(uint32_t depth_limit, uint32_t attribute_limit, size_t token_limit) {
  crm_xml *xml = calloc(1, sizeof *xml);
  if (!xml) return NULL;
  xml->parser = XML_ParserCreateNS(NULL, BETWEEN);
  if (!xml->parser) {
    free(xml);
    return NULL;
  }
  xml->depth_limit = depth_limit;
  xml->attribute_limit = attribute_limit;
  xml->token_limit = token_limit;
  for (int i = 0; i < BUCKETS; i++) xml->buckets[i] = -1;
  XML_SetUserData(xml->parser, xml);
  XML_SetElementHandler(xml->parser, on_start, on_finish);
  XML_SetCharacterDataHandler(xml->parser, on_text);
  XML_SetCommentHandler(xml->parser, on_comment);
  XML_SetProcessingInstructionHandler(xml->parser, on_instruction);
  XML_SetStartDoctypeDeclHandler(xml->parser, on_doctype);
  XML_SetEntityDeclHandler(xml->parser, on_entity);
  XML_SetSkippedEntityHandler(xml->parser, on_skipped);
  XML_SetExternalEntityRefHandler(xml->parser, on_external);
  XML_SetParamEntityParsing(xml->parser, XML_PARAM_ENTITY_PARSING_NEVER);
  return xml;
}

void crm_xml_free(crm_xml *xml) {
  XML_ParserFree(xml->parser);
  for (size_t i = 0; i < xml->space_count; i++) free(xml->spaces[i].uri);
  for (size_t i = 0; i < xml->name_count; i++) free(xml->names[i].local);
  free(xml->spaces);
  free(xml->names);
  free(xml->events);
  free(xml->attributes);
  free(xml->text);
  free(xml);
}

static char *copy(const char *text) {
  size_t size = strlen(text) + 1;
  char *own = malloc(size);
  if (own) memcpy(own, text, size);
  return own;
}

int crm_xml_add_namespace(crm_xml *xml, int32_t number, const char *uri) {
  struct space *more = realloc(xml->spaces, (xml->space_count + 1) * sizeof *more);
  if (!more) return CRM_XML_NO_MEMORY;
  xml->spaces = more;
  struct space *space = &more[xml->space_count];
  space->number = number;
  space->length = strlen(uri);
  space->uri = copy(uri);
  if (!space->uri) return CRM_XML_NO_MEMORY;
  xml->space_count++;
  return CRM_XML_OK;
}

int crm_xml_add_name(crm_xml *xml, int32_t space, const char *local, int32_t value) {
  struct name *more = realloc(xml->names, (xml->name_count + 1) * sizeof *more);
  if (!more) return CRM_XML_NO_MEMORY;
  xml->names = more;
  struct name *name = &more[xml->name_count];
  name->space = space;
  name->value = value;
  name->length = strlen(local);
  name->local = copy(local);
  if (!name->local) return CRM_XML_NO_MEMORY;
  unsigned place = bucket(local, name->length);
  name->following = xml->buckets[place];
  xml->buckets[place] = (int32_t)xml->name_count++;
  return CRM_XML_OK;
}

void *crm_xml_room(crm_xml *xml, size_t count) { return XML_GetBuffer(xml->parser, (int)count); }

int crm_xml_parse(crm_xml *xml, size_t count, int is_last) {
  xml->event_count = xml->attribute_count = xml->text_count = 0;
  if (xml->status != CRM_XML_OK) return xml->status;
  xml->has_ended = 0;
  if (XML_ParseBuffer(xml->parser, (int)count, is_last) != XML_STATUS_OK && xml->status == CRM_XML_OK)
    xml->status = XML_GetErrorCode(xml->parser) == XML_ERROR_NO_MEMORY ? CRM_XML_NO_MEMORY : CRM_XML_MALFORMED;
  // While nothing ends, what was fed is one tag, or the like, that goes on. Where the parser has got to does not tell:
  // since the mending of CVE-2023-52425 it waits for more before it looks at an unfinished tag again.
  xml->idle = xml->has_ended ? 0 : xml->idle + count;
  if (xml->status == CRM_XML_OK && !is_last && xml->idle > xml->token_limit) xml->status = CRM_XML_TOO_LONG;
  return xml->status;
}

const crm_xml_event *crm_xml_events(const crm_xml *xml, size_t *count) {
  *count = xml->event_count;
  return xml->events;
}

const crm_xml_attribute *crm_xml_attributes(const crm_xml *xml, size_t *count) {
  *count = xml->attribute_count;
  return xml->attributes;
}

const uint8_t *crm_xml_text(const crm_xml *xml, size_t *count) {
  *count = xml->text_count;
  return xml->text;
}

uint64_t crm_xml_line(crm_xml *xml) { return XML_GetCurrentLineNumber(xml->parser); }

const char *crm_xml_fault(crm_xml *xml) {
  const char *text = XML_ErrorString(XML_GetErrorCode(xml->parser));
  return text ? text : "unknown";
}
