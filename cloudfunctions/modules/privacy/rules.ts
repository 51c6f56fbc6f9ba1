/** Who may deal with an unusual run. */
import type { Refusal } from '../../../types/contracts/errors'
import type { UnusualRun } from '../../platform/documents'

/** Whether a person may say that an unusual run was looked into: somebody else than whose run it is. */
export const whyCannotSettle = (run: Pick<UnusualRun, 'memberId'>, memberId: string): Refusal | null => (run.memberId === memberId ? { code: 'ownRun' } : null)
