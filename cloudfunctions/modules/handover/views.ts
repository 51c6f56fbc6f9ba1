import type * as z from '../../../types/contracts/zod'
import type { Handover as HandoverView, HandoverLine } from '../../../types/contracts/handover'
import { handoverRoles, type HandoverRole } from '../../../types/contracts/codes-season'
import type { Handover } from '../../platform/documents'
import { abilities } from '../../platform/errors'
import { iso, isoOrNull } from '../../platform/time'
import { allowsOf, hasSigned, roleOf, unsigned, whyCannotChange, whyCannotSign, whyCannotStop } from './rules'

const roles = Object.keys(handoverRoles) as HandoverRole[]

/** One handover in a list. */
export const lineOf = (handover: Handover): z.input<typeof HandoverLine> => ({
  id: handover._id, state: handover.state, posts: handover.posts.map(({ post }) => post), startedAt: iso(handover.at), doneAt: isoOrNull(handover.doneAt),
  giver: handover.parties.giver.name, receiver: handover.parties.receiver.name, witness: handover.parties.witness.name, signed: roles.length - unsigned(handover).length,
})

/** A handover as one of the three, or an officer, sees it. */
export function viewOf(handover: Handover, memberId: string, fromAbove: boolean): z.input<typeof HandoverView> {
  const role = roleOf(handover, memberId)
  return {
    id: handover._id, organisationId: handover.organisationId, organisationName: handover.organisationName, state: handover.state, startedAt: iso(handover.at), doneAt: isoOrNull(handover.doneAt),
    revision: handover.revision,
    posts: handover.posts.map(({ post, until }) => ({ post, until, allows: allowsOf(post) })),
    parties: roles.map(each => {
      const party = handover.parties[each]
      return { role: each, memberId: party.memberId, name: party.name, signedAt: hasSigned(handover, party) ? iso(party.signature!.at) : null, mine: each === role }
    }),
    files: handover.files, dues: handover.dues, matters: handover.matters, mattersAt: iso(handover.mattersAt), remarks: handover.remarks, effectiveOn: handover.effectiveOn,
    voided: handover.voided.map(({ role: whose, name, signedAt, voidedAt }) => ({ role: whose, name, signedAt: iso(signedAt), voidedAt: iso(voidedAt) })),
    stopped: handover.stopped && { name: handover.stopped.name, reason: handover.stopped.reason, at: iso(handover.stopped.at) }, stuck: handover.stuck,
    ...abilities({ change: whyCannotChange(handover, role), sign: whyCannotSign(handover, role), stop: whyCannotStop(handover, role, fromAbove) }),
  }
}
