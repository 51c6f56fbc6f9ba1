/** An input that an action's JSON Schema accepts, with the ids that a test chooses: so a new action is tested without a line of its own. */
interface Schema {
  type?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  minimum?: number
  minItems?: number
  maxLength?: number
}

/** A field of an input that names a record. */
export const namesRecord = (field: string): boolean => /Ids?$/.test(field) || field === 'target'

/** Whether an input names a vote by its kind and id, whatever is voted on: then `id` is a record, too, and `group` one of its groups. */
const namesVote = ({ properties = {} }: Schema): boolean => properties.id !== undefined && (properties.kind?.enum ?? []).includes('review')
/** The group that every review has. */
const GROUP = 'members'

/** The fields of an input that name a record, at any depth of plain objects. */
export function recordFields(schema: object): string[] {
  return Object.entries((schema as Schema).properties ?? {}).flatMap(([name, inner]) =>
    namesRecord(name) || name === 'id' && namesVote(schema as Schema) ? [name] : inner.type === 'object' ? recordFields(inner) : inner.type === 'array' && inner.items ? recordFields(inner.items) : [])
}

/** Whether something inside names a record, so that it is sent although it could be left out. */
const namesInside = (schema: Schema): boolean => recordFields(schema.type === 'array' ? schema.items ?? {} : schema).length > 0

/** An input with every required field, and every field that names a record as `idOf` says; `idOf` answers undefined to leave one out. */
export function sampleInput(schema: object, idOf: (field: string) => unknown): Record<string, unknown> {
  const { properties = {}, required = [] } = schema as Schema
  const ofVote = namesVote(schema as Schema)
  const input: Record<string, unknown> = {}
  for (const [name, inner] of Object.entries(properties)) {
    const value = namesRecord(name) || ofVote && name === 'id' ? idOf(name) : ofVote && name === 'group' ? GROUP : required.includes(name) || namesInside(inner) ? sample(inner, idOf) : undefined
    if (value !== undefined) input[name] = namesRecord(name) && inner.type === 'array' && !Array.isArray(value) ? [value] : value
  }
  return input
}

function sample(schema: Schema, idOf: (field: string) => unknown): unknown {
  if (schema.anyOf) return sample(schema.anyOf[0]!, idOf)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.type === 'object') return sampleInput(schema, idOf)
  if (schema.type === 'array') return Array.from({ length: Math.max(schema.minItems ?? 0, namesInside(schema) ? 1 : 0) }, () => sample(schema.items ?? {}, idOf))
  if (schema.type === 'boolean') return true
  if (schema.type === 'number' || schema.type === 'integer') return Math.max(schema.minimum ?? 1, 1)
  if (schema.format === 'date-time') return '2026-11-28T06:00:00Z'
  if (schema.format === 'date') return '2027-01-01'
  if (schema.pattern?.includes('\\d')) return '123456'.slice(0, schema.pattern.includes('{3}') ? 4 : 6)
  return '示例'.slice(0, schema.maxLength ?? 2)
}
