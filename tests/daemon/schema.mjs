// tests/daemon/schema.mjs -- checks a value against a schema of the OpenAPI document.
//
// Knows what the document uses: $ref, type (one or several), enum, oneOf, properties, required,
// additionalProperties, items, lengths and bounds, and the formats date and date-time. A word that
// it does not know is a mistake too, so that no rule of the document goes unchecked.

const words = new Set([
  ...['$ref', 'type', 'enum', 'oneOf', 'properties', 'required', 'additionalProperties', 'items'],
  ...['format', 'description', 'default', 'pattern', 'minLength', 'maxLength'],
  ...['minimum', 'maximum', 'minItems', 'maxItems'],
]);

const formats = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/,
};

function typeOf(value) {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (Number.isInteger(value)) return 'integer';
  return typeof value;
}

function fits(value, type) {
  return typeOf(value) === type || (type === 'number' && typeof value === 'number');
}

// All mistakes, each with the place in the value: ["/items/0/id: expected integer, found string"].
export function mistakes(document, schema, value, at = '') {
  const unknown = Object.keys(schema).filter((word) => !words.has(word));
  if (unknown.length) return [`${at}: the checker does not know ${unknown.join(', ')}`];
  if (schema.$ref) return mistakes(document, resolve(document, schema.$ref), value, at);
  if (schema.oneOf) return ofOne(document, schema.oneOf, value, at);
  if (schema.type) {
    const types = [schema.type].flat();
    if (!types.some((type) => fits(value, type)))
      return [`${at}: expected ${types.join(' or ')}, found ${JSON.stringify(value)}`];
  }
  if (schema.enum && !schema.enum.includes(value))
    return [`${at}: ${JSON.stringify(value)} is none of ${schema.enum.join(', ')}`];
  if (typeof value === 'string') return ofText(schema, value, at);
  if (typeof value === 'number') return within(schema.minimum, value, schema.maximum, at);
  if (Array.isArray(value))
    return [
      ...within(schema.minItems, value.length, schema.maxItems, at),
      ...value.flatMap((item, i) => mistakes(document, schema.items ?? {}, item, `${at}/${i}`)),
    ];
  return value && typeof value === 'object' ? ofObject(document, schema, value, at) : [];
}

function within(least = -Infinity, value, most = Infinity, at) {
  return value < least || value > most ? [`${at}: ${value} is out of bounds`] : [];
}

function ofText(schema, value, at) {
  const found = [];
  const format = formats[schema.format];
  if (format && !format.test(value)) found.push(`${at}: "${value}" is no ${schema.format}`);
  if (schema.pattern && !new RegExp(schema.pattern).test(value))
    found.push(`${at}: "${value}" does not match ${schema.pattern}`);
  if (value.length < (schema.minLength ?? 0) || value.length > (schema.maxLength ?? Infinity))
    found.push(`${at}: the length of "${value}" is out of bounds`);
  return found;
}

function ofOne(document, choices, value, at) {
  const results = choices.map((choice) => mistakes(document, choice, value, at));
  const right = results.filter((result) => result.length === 0).length;
  if (right === 1) return [];
  return [`${at}: fits ${right} of ${choices.length} choices: ${results.flat().join('; ')}`];
}

function ofObject(document, schema, value, at) {
  const properties = schema.properties ?? {};
  const missing = (schema.required ?? []).filter((name) => !(name in value));
  return [
    ...missing.map((name) => `${at}: ${name} is missing`),
    ...Object.entries(value).flatMap(([name, member]) => {
      if (properties[name]) return mistakes(document, properties[name], member, `${at}/${name}`);
      return schema.additionalProperties === false ? [`${at}: ${name} is not in the schema`] : [];
    }),
  ];
}

export function resolve(document, reference) {
  return reference
    .replace(/^#\//, '')
    .split('/')
    .reduce((at, part) => at[part], document);
}
