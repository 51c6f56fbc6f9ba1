import { _ } from '../platform/database'

/** Changes as they are to be written: lists and objects take the place of what is there, where the SDK would merge them into it. */
export const replaced = (changes: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(changes).map(([key, value]) => [key, value === null || (typeof value === 'object' && !(value instanceof Date)) ? _.set(value) : value]))
