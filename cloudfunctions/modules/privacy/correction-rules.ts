/** What a correction would change, in words, and who may still decide it. */
import { correctionItems, correctionStates, educations, ethnicities, sexes, type CorrectionItem, type Sex } from '../../../types/contracts/codes'
import type { Refusal } from '../../../types/contracts/errors'
import type { CorrectionRequest, Member } from '../../platform/documents'

/** What a record says of an item as it is stored; an empty text where nothing does. Of an ID number its hash. */
export const storedOf = (member: Member, item: CorrectionItem): string => (item === 'idNumber' ? member.idHash : member[item]) ?? ''

/** An item as a person reads it; null where nothing is kept. */
export function inWords(item: CorrectionItem, stored: string): string | null {
  if (stored === '') return null
  if (item === 'sex') return sexes[stored as Sex] ?? stored
  if (item === 'ethnicity') return ethnicities[stored] ?? stored
  return item === 'education' ? educations[stored] ?? stored : stored
}

/** What a member's record says of an item now, as a person reads it. */
export const nowOf = (member: Member, item: CorrectionItem): string | null =>
  (item === 'idNumber' ? member.idTail && `末四位 ${member.idTail}` : inWords(item, storedOf(member, item)))

/** Whether a request can be decided or taken back: only while it is open. */
export const whyCorrectionClosed = ({ open, state }: Pick<CorrectionRequest, 'open' | 'state'>): Refusal | null =>
  (open ? null : { code: 'correctionState', detail: { state: correctionStates[state] } })

/** Whether a request can be accepted into the record of this member. */
export const whyCannotAccept = (request: Pick<CorrectionRequest, 'open' | 'state'>, member: Pick<Member, 'name' | 'archived'>): Refusal | null =>
  whyCorrectionClosed(request) ?? (member.archived ? { code: 'memberArchived', detail: { name: member.name } } : null)

/** Whether an item can be asked for: nothing is open for it in the branch that keeps the roster now, and it says something else. */
export function whyCannotAsk(item: CorrectionItem, proposed: string, member: Member, before: Pick<CorrectionRequest, 'open' | 'organisationId'> | null): Refusal | null {
  if (before?.open && before.organisationId === member.organisationId) return { code: 'correctionOpen', detail: { item: correctionItems[item] } }
  return item !== 'idNumber' && proposed === storedOf(member, item) ? { code: 'correctionSame' } : null
}
