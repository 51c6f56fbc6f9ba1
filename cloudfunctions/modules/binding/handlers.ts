import type { binding } from '../../../types/contracts/binding'
import { posts } from '../../../types/contracts/codes'
import { dayInWords } from '../../../types/words'
import { bindingRules } from '../../regulations/binding-rules'
import type { Context, MemberContext, ModuleHandlers } from '../../platform/context'
import { db, find, put, read, transaction } from '../../platform/database'
import type { BranchCode, HeldPost, Invitation, Member } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { randomCode } from '../../platform/ids'
import { keyedHash, openText, seal } from '../../platform/secrets'
import { dayOf, iso, isoOrNull, plusDays } from '../../platform/time'
import { codeImage, ENTER_PAGE } from '../../platform/wechat'
import { audienceOf, closeItem, countUp, itemUp, putItem } from '../../services/inbox'
import { whyCannotInvite } from '../../services/invite-rule'
import { bindAccount, freeMember } from '../../services/membership'
import { keepLastOfficer, whoVouches } from '../../services/officers'
import { normalName } from '../../services/person'
import { memberFor, organisationFor } from '../../services/scope'
import { attempt, forgetTries } from '../../services/throttle'
import { claimedBy, whyCannotUseCard } from './rules'

/** Days for which whoever was released is told so. */
const DAYS_TOLD = 14

/** A code as people type it: without spaces and dashes, in lower case. */
const typed = (code: string): string => code.replace(/[\s-]/g, '').toLowerCase()
const cardId = (code: string): string => keyedHash('card', typed(code))
const branchCodeHash = (code: string): string => keyedHash('branchCode', typed(code))
const pathOf = (scene: string): string => `/${ENTER_PAGE}?scene=${encodeURIComponent(scene)}`

/** A card and its person, where it opens; tries are counted before it is looked up. */
async function openCard(ctx: Context, code: string): Promise<{ card: Invitation; member: Member }> {
  await attempt('card', ctx.caller.accountId, bindingRules.cardTries, ctx.now)
  const card = await read('invitations', cardId(code))
  const member = card && await read('members', card.memberId)
  guard(whyCannotUseCard(card, member, ctx.caller.accountId, ctx.now))
  return { card: card!, member: member! }
}

/** What follows a binding: counts, and the post's holder waits for another officer. All but the counts may be repeated, and is by a repeated tap. */
async function afterBinding({ member, fresh }: { member: Member; fresh: boolean }, accountId: string, now: Date): Promise<void> {
  if (fresh) await countUp(member.organisationId, { bound: 1 })
  await Promise.all(member.posts.filter(held => held.confirmedAccount !== accountId).map(held => askForConfirmation(held, member, now)))
}

/** Where nobody else in the organisation could vouch, the officers above are asked. */
async function askForConfirmation(held: HeldPost, member: Member, now: Date): Promise<void> {
  const asked = await whoVouches(held.organisationId, member._id, now)
  await putItem({
    audience: audienceOf.appointers(asked), kind: 'confirmPost', refId: held.postId, opens: held.organisationId,
    title: `${member.name}已加入，担任${held.organisationName}${posts[held.post]}`, hint: '请核对是本人后确认',
    due: null, startsAt: null, endsAt: null, until: plusDays(now, 365), at: now,
  })
}

/** Whether a bound member's posts wait for another officer's word. */
const waits = (member: Member, accountId: string): boolean => member.posts.some(held => held.confirmedAccount !== accountId)

export const handlers: ModuleHandlers<typeof binding> = {
  'binding.invite': async (ctx, input) => {
    const member = await memberFor(ctx, input.memberId, 'keepRoster')
    guard(whyCannotInvite(member))
    const code = randomCode(bindingRules.cardCharacters)
    const expiresAt = plusDays(ctx.now, bindingRules.cardDays)
    await transaction(async tx => {
      const fresh = await tx.read('members', member._id)
      if (!fresh) refuse('notFound')
      guard(whyCannotInvite(fresh))
      await tx.add('invitations', {
        _id: cardId(code), memberId: member._id, memberName: fresh.name, organisationId: fresh.organisationId, organisationName: fresh.organisationName,
        expiresAt, usedAt: null, usedBy: null, voidedAt: null, issuedBy: ctx.caller.accountId, at: ctx.now,
      })
      await tx.update('members', member._id, { invitationId: cardId(code) })
    })
    // A former card may have come back from the wrong person: this one takes its place.
    await closeItem('cardReturned', member._id)
    const scene = `b.${code}`
    return { code, scene, path: pathOf(scene), expiresAt: iso(expiresAt), memberName: member.name, organisationName: member.organisationName, image: await codeImage(scene) }
  },

  'binding.peek': async (ctx, input) => {
    const { card, member } = await openCard(ctx, input.code)
    return { memberName: member.name, organisationName: card.organisationName, expiresAt: iso(card.expiresAt) }
  },

  'binding.accept': async (ctx, input) => {
    const { card } = await openCard(ctx, input.code)
    const bound = await transaction(async tx => {
      const again = await tx.read('invitations', card._id)
      const person = again && await tx.read('members', again.memberId)
      guard(whyCannotUseCard(again, person, ctx.caller.accountId, ctx.now))
      if (again!.usedAt && person!.accountId !== ctx.caller.accountId) refuse('codeInvalid')
      const done = await bindAccount(tx, ctx.caller, card.memberId, 'card', ctx.now)
      if (done.fresh) await tx.update('invitations', card._id, { usedAt: ctx.now, usedBy: ctx.caller.accountId })
      return done
    })
    const { member } = bound
    await forgetTries('card', ctx.caller.accountId)
    await afterBinding(bound, ctx.caller.accountId, ctx.now)
    return { memberName: member.name, organisationName: member.organisationName, waitsForConfirmation: waits(member, ctx.caller.accountId) }
  },

  'binding.notMe': async (ctx, input) => {
    const { card } = await openCard(ctx, input.code)
    if (card.usedAt) refuse('codeInvalid')
    // Together, so that no card is void without its officers' knowing.
    await transaction(async tx => {
      const fresh = await tx.read('invitations', card._id)
      if (!fresh || fresh.usedAt) refuse('codeInvalid')
      await tx.update('invitations', card._id, { voidedAt: ctx.now })
      await tx.put('inbox', itemUp({
        audience: audienceOf.officers(card.organisationId), kind: 'cardReturned', refId: card.memberId, title: `${card.memberName}的加入卡片发错了人`, hint: '对方选了“不是我”，卡片已作废，请重新发给本人',
        due: null, startsAt: null, endsAt: null, until: plusDays(ctx.now, 14), at: ctx.now,
      }))
    })
    return {}
  },

  'binding.branchCode': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId, 'keepRoster')
    const current = await read('branch_codes', organisation._id)
    const code = current && current.expiresAt > ctx.now ? openText(current.code) : null
    const scene = code && `o.${code}`
    return { code, scene, path: scene && pathOf(scene), expiresAt: code ? isoOrNull(current?.expiresAt) : null, image: scene && await codeImage(scene) }
  },

  'binding.setBranchCode': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId, 'keepRoster')
    if (!input.on) {
      await db.collection('branch_codes').doc(organisation._id).remove()
      return { code: null, expiresAt: null }
    }
    const code = randomCode(bindingRules.branchCodeCharacters)
    const document: BranchCode = { _id: organisation._id, codeHash: branchCodeHash(code), code: seal(code), organisationName: organisation.name, expiresAt: plusDays(ctx.now, bindingRules.branchCodeDays) }
    await put('branch_codes', document)
    return { code, expiresAt: iso(document.expiresAt) }
  },

  'binding.claim': async (ctx, input) => {
    // Said of the caller alone, so it may be said before anything about the roster is looked at.
    if (ctx.access?.memberId && await isSomebodyElse(ctx, input)) refuse('alreadyBound', { organisation: ctx.access.organisationName })
    const codeHash = branchCodeHash(input.branchCode)
    await attempt('claim', ctx.caller.accountId, bindingRules.claimTries, ctx.now)
    await attempt('claimOfBranch', codeHash, bindingRules.claimTriesOfBranch, ctx.now)
    await attempt('claimOfPerson', keyedHash('claim', `${codeHash}\n${normalName(input.name)}`), bindingRules.claimTriesOfPerson, ctx.now)
    const [branchCode] = await find('branch_codes', { codeHash }, { limit: 1 })
    const open = branchCode && branchCode.expiresAt > ctx.now
    // An unknown code asks the same question of a branch that nobody has, so that time tells nothing either.
    const found = await find('members', { organisationId: open ? branchCode._id : '', archived: false, name: normalName(input.name), idTail: input.idTail }, { limit: 2 })
    const person = claimedBy(found, ctx.caller.accountId)
    // Who is bound learns nothing of a namesake either.
    if (!person || (ctx.access?.memberId && ctx.access.memberId !== person._id)) refuse('claimRefused')
    const bound = await transaction(async tx => bindAccount(tx, ctx.caller, person._id, 'branchCode', ctx.now))
    const { member } = bound
    await forgetTries('claim', ctx.caller.accountId)
    await afterBinding(bound, ctx.caller.accountId, ctx.now)
    return { memberName: member.name, organisationName: member.organisationName, waitsForConfirmation: waits(member, ctx.caller.accountId) }
  },

  'binding.leave': async ctx => {
    const member = await read('members', ctx.access.memberId)
    if (member) await leave(ctx, member, ctx.caller.accountId, '本人退出')
    return {}
  },

  'binding.release': async (ctx, input) => {
    const member = await memberFor(ctx, input.memberId, 'keepRoster')
    await leave(ctx, member, member.accountId, input.reason)
    // Whoever joins as this person again is told: that somebody else did in between is not for the officers alone to know.
    if (member._id !== ctx.access.memberId) await putItem({
      audience: audienceOf.member(member._id), kind: 'released', refId: member._id, title: '您的微信绑定被解除过', hint: `${dayInWords(dayOf(ctx.now))}由${ctx.access.memberName}解除：${input.reason}。不是您要求的，请问支部`,
      due: null, startsAt: null, endsAt: null, until: plusDays(ctx.now, DAYS_TOLD), at: ctx.now,
    })
    return {}
  },
}

/** Whether a bound caller claims to be somebody other than who the account is: the own repeated claim is harmless. */
async function isSomebodyElse(ctx: Context, input: { name: string }): Promise<boolean> {
  return normalName(input.name) !== ctx.access!.memberName
}

/** Frees a member from this very account; from another one that was bound meanwhile it is not freed. */
async function leave(ctx: MemberContext, member: Member, accountId: string | null, reason: string): Promise<void> {
  if (accountId === null) return
  await keepLastOfficer(member, ctx.now)
  const freed = await transaction(async tx => {
    const fresh = await tx.read('members', member._id)
    if (!fresh || fresh.accountId !== accountId) return false
    await freeMember(tx, fresh, ctx.caller.accountId, reason, ctx.now)
    return true
  })
  if (freed) await countUp(member.organisationId, { bound: -1 })
}
