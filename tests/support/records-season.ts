/** Records of a handover, begun by a branch's secretary and to be taken over by the author of its other records, and of a graduation list. */
import { call } from './api'
import type { Person } from './world'

export interface SeasonRecords { handoverId: string; receiverId: string; witnessId: string; seasonChangeId: string }

export async function makeSeasonRecords(by: string, organisationId: string, author: Person, subject: Person): Promise<SeasonRecords> {
  const [witness] = (await call(by, 'handover.choices', { organisationId })).witnesses
  const { handoverId } = await call(by, 'handover.start', { organisationId, receiverId: author.memberId, witnessId: witness!.id })
  const { change } = await call(by, 'graduation.add', { organisationId, leavesOn: '2027-06-30', dueOn: '2027-05-31', memberIds: [subject.memberId] })
  return { seasonChangeId: change!.seasonChangeId, handoverId, receiverId: author.memberId, witnessId: subject.memberId }
}
