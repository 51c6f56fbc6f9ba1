/** Records of a handover: begun by a branch's secretary, to be taken over by the author of its other records. */
import { call } from './api'
import type { Person } from './world'

export interface SeasonRecords { handoverId: string; receiverId: string; witnessId: string }

export async function makeSeasonRecords(by: string, organisationId: string, author: Person, subject: Person): Promise<SeasonRecords> {
  const [witness] = (await call(by, 'handover.choices', { organisationId })).witnesses
  const { handoverId } = await call(by, 'handover.start', { organisationId, receiverId: author.memberId, witnessId: witness!.id })
  return { handoverId, receiverId: author.memberId, witnessId: subject.memberId }
}
