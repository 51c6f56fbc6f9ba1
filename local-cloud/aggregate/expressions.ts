import { evalExpr } from 'mingo/core'
import type { Options } from 'mingo/types'
import { failed, messageOf } from '../errors'
import type { Doc, Value } from '../values/types'
import { engineOptions } from './context'

/** The value of an aggregation expression for one document. */
export function evaluate(doc: Doc, expression: Value): Value {
  try {
    return evalExpr(doc, expression, engineOptions() as Options) as Value
  } catch (error) {
    throw failed(messageOf(error))
  }
}
