import { failed } from '../errors'
import type { Value } from '../values/types'

/** Geometry conditions. */
export function geometry(op: string, _operand: Value): (value: Value) => boolean {
  throw failed(`${op} is not supported by this local cloud`)
}
