import { errorMessage, type ErrorCode, type ErrorDetail, type Refusal } from '../../types/contracts/errors'

/** An expected refusal: reaches the caller as `{ code, message, detail }`. Anything else that is thrown is `internal`. */
export class Refused extends Error {
  constructor(readonly code: ErrorCode, readonly detail: ErrorDetail = {}) {
    super(errorMessage(code, detail))
  }
}

/** Throws the refusal with its code and the values its sentence needs. */
export function refuse(code: ErrorCode, detail?: ErrorDetail): never {
  throw new Refused(code, detail)
}

/** Throws where a rule refused; rules answer null where nothing stands against. */
export function guard(refusal: Refusal | null): void {
  if (refusal) throw new Refused(refusal.code, refusal.detail)
}

/** Splits judgements into the two shapes of every returned entity: `can.x` booleans, and `why.x` for those that are refused. */
export function abilities<K extends string>(judged: Record<K, Refusal | null>): { can: Record<K, boolean>; why: Record<string, string> } {
  const can = {} as Record<K, boolean>
  const why: Record<string, string> = {}
  for (const key of Object.keys(judged) as K[]) {
    const refusal = judged[key]
    can[key] = refusal === null
    if (refusal) why[key] = errorMessage(refusal.code, refusal.detail)
  }
  return { can, why }
}
