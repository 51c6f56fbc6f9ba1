import type { InputOf } from '../../../../types/contracts'

/** What can be begun: to a branch here, to elsewhere, from elsewhere. */
export type Way = 'inside' | 'out' | 'in'
export interface Elsewhere { name: string; province: string; committee: string }
export interface Draft {
  way: Way
  branch: { id: string; name: string; above: string } | null
  elsewhere: Elsewhere
  reason: string
  duesUntil: string | null
  /** Only of somebody who comes. */
  name: string
  standing: 'full' | 'probationary'
  idNumber: string
  letterNumber: string
  issuedOn: string
}

export const emptyDraft: Draft = {
  way: 'inside', branch: null, elsewhere: { name: '', province: '', committee: '' }, reason: '', duesUntil: null, name: '', standing: 'full', idNumber: '', letterNumber: '', issuedOn: '',
}

const elsewhereOf = ({ elsewhere }: Draft): Elsewhere => ({ name: elsewhere.name.trim(), province: elsewhere.province.trim(), committee: elsewhere.committee.trim() })

/** What every way says besides the person. */
export const saidOf = (draft: Draft): Pick<InputOf<'transfers.apply'>, 'reason' | 'duesUntil'> => ({ ...(draft.reason.trim() ? { reason: draft.reason.trim() } : {}), ...(draft.duesUntil ? { duesUntil: draft.duesUntil } : {}) })

/** Where to; null while it is not said, or is as it was (a branch without an id). */
export function wishOf(draft: Draft): Pick<InputOf<'transfers.apply'>, 'toBranchId' | 'elsewhere'> | null {
  if (draft.way === 'inside') return draft.branch?.id ? { toBranchId: draft.branch.id } : null
  return draft.elsewhere.name.trim() ? { elsewhere: elsewhereOf(draft) } : null
}

/** Somebody who comes, as announced; null while the name or the place is missing. */
export function announcedOf(organisationId: string, draft: Draft): InputOf<'transfers.announce'> | null {
  if (!draft.name.trim() || !draft.elsewhere.name.trim()) return null
  return {
    organisationId, name: draft.name.trim(), standing: draft.standing, from: elsewhereOf(draft), ...saidOf(draft),
    ...(draft.idNumber.trim() ? { idNumber: draft.idNumber.trim() } : {}), ...(draft.letterNumber.trim() ? { letterNumber: draft.letterNumber.trim() } : {}), ...(draft.issuedOn ? { issuedOn: draft.issuedOn } : {}),
  }
}
