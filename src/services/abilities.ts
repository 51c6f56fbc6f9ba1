/** What a page offers of an entity's abilities: the server says what may be done (`can`) and why not (`why`). */
import { errorText } from '../../types/contracts/errors'

interface Judged<K extends string> { can: Record<K, boolean>; why: Record<string, string> }

/**
 * Whether an ability has a place on the screen: what the person may do, and what a rule forbids for now (it is then
 * shown disabled with the rule). What is only another post's business is not offered.
 */
export function offered<K extends string>(entity: Judged<K>, name: K): boolean {
  return entity.can[name] || (entity.why[name] !== undefined && entity.why[name] !== errorText.forbidden)
}

/** The reason to stand beside a disabled control; undefined where the ability is there. */
export function reasonOf<K extends string>(entity: Judged<K>, name: K): string | undefined {
  return entity.can[name] ? undefined : entity.why[name] ?? errorText.forbidden
}
