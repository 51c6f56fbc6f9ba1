import type { session } from '../../../types/contracts/session'
import { hasPowerIn, organisationsWith } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, addOnce, change, db, find } from '../../platform/database'
import { refuse } from '../../platform/errors'
import { randomCode } from '../../platform/ids'
import { messageTemplates, type ReminderPurpose } from '../../platform/settings'
import { iso, isoOrNull, plusMinutes } from '../../platform/time'
import { verifySoter } from '../../platform/wechat'
import { audiencesOfMember, audienceOf, memberDigestId, organisationDigestId } from '../../services/inbox'
import { branchBelow } from '../../services/rollup'
import { newFactor, provedUntil, stepOfCode } from '../../services/second-factor'
import { noteFailure, tryCounted } from '../../services/throttle'
import { meOf, outsiderHome, rosterTodos, runningNow, sortOut } from './home'

/** Most items and branches that home shows; the rest is on the list and tree pages. */
const ITEMS = 50
const BRANCHES = 50
/** More than any organisation has directly below it: the own rollup, found in the same query, must never fall off its end. */
const DIGESTS = 400

/** How long a phone may take to answer a challenge, in minutes. */
const CHALLENGE_MINUTES = 5

async function proved(ctx: MemberContext, update: Record<string, unknown>): Promise<{ provedUntil: string }> {
  const until = provedUntil(ctx.now)
  await change('access', { _id: ctx.caller.accountId }, { ...update, provedUntil: until })
  return { provedUntil: iso(until) }
}

/** Wrong proofs by one account before it has to wait. */
const wrongProofs = { tries: 6, minutes: 15 }

/** Checks a dynamic code: every try is counted before it is looked at, and a right one works once. */
async function proveByCode(ctx: MemberContext, code: string, active: boolean): Promise<{ provedUntil: string }> {
  const { factor } = ctx.access
  if (!factor || factor.active !== active) refuse('secondFactorNotSet')
  const right = await tryCounted(ctx, 'factor', wrongProofs, async () => {
    const step = stepOfCode(factor, code, ctx.now)
    // The database decides which of two uses of one code is the first; a secret that was replaced meanwhile proves nothing.
    return step !== null && await change('access', { _id: ctx.caller.accountId, 'factor.lastStep': _.lt(step), 'factor.secret': factor.secret }, { 'factor.lastStep': step, 'factor.active': true }) !== null
  })
  return right ? proved(ctx, {}) : refuse('secondFactorWrong')
}

export const handlers: ModuleHandlers<typeof session> = {
  /** One call, at most four operations: access, items, digests (own state, own rollups, branches below), check-ins of what runs now. */
  'session.home': async ctx => {
    const { access, now } = ctx
    if (!access?.memberId) return outsiderHome
    const own = access.organisationId
    const overseen = organisationsWith(access, 'oversee', now)
    const running = organisationsWith(access, 'runBranch', now)
    const appointing = organisationsWith(access, 'appoint', now)
    const keeping = organisationsWith(access, 'keepRoster', now)
    const audiences = [
      ...audiencesOfMember({ _id: access.memberId, organisationId: own, groupId: access.groupId }),
      ...running.map(audienceOf.officers), ...appointing.map(audienceOf.appointers), ...keeping.map(audienceOf.keepers),
    ]
    const [items, digests] = await Promise.all([
      find('inbox', { audience: _.in(audiences), closed: false, until: _.gte(now) }, { orderBy: [['until', 'asc']], limit: ITEMS }),
      find('digests', db.command.or([
        { _id: _.in([memberDigestId(access.memberId), organisationDigestId(own)]) },
        ...(overseen.length > 0 ? [{ parentId: _.in(overseen) }] : []),
      ]) as never, { orderBy: [['name', 'asc']], limit: DIGESTS }),
    ])
    const current = runningNow(items, now)
    const checkedIn = current.length > 0 ? await find('check_ins', { _id: _.in(current.map(item => `${item.refId}_${access.memberId}`)) }, { limit: ITEMS }) : []
    const state = digests.find(digest => digest._id === memberDigestId(access.memberId!))
    const rollup = digests.find(digest => digest._id === organisationDigestId(own))
    const { todos, coming } = sortOut({ items, marks: state?.marks ?? {}, checkedIn, now })
    const keeps = hasPowerIn(access, 'keepRoster', own, now)
    const runs = hasPowerIn(access, 'runBranch', own, now)
    const below = digests.filter(digest => digest.kind === 'organisation' && overseen.includes(digest.parentId)).slice(0, BRANCHES).map(branchBelow)
    return {
      me: meOf(ctx.access), todos: [...todos, ...(keeps ? rosterTodos(rollup) : [])], coming, below,
      can: { postNotice: runs, createActivity: runs, keepRoster: organisationsWith(access, 'keepRoster', now).length > 0, pasteChain: runs, seeAppeals: runs, seeBelow: overseen.some(id => id !== own) || below.length > 0 },
      pointsOn: rollup?.pointsOn ?? false,
    }
  },

  'session.factor': async ctx => ({ enrolled: ctx.access.factor?.active ?? false, provedUntil: isoOrNull(ctx.access.provedUntil) }),

  'session.enrolFactor': async ctx => {
    // Replacing an active code needs a proof by the former one; a lost one is reset by unbinding and binding again.
    if (ctx.access.factor?.active && !(ctx.access.provedUntil && ctx.access.provedUntil > ctx.now)) refuse('secondFactorNeeded')
    const { sealed, secret, uri } = newFactor(ctx.access.memberName)
    await change('access', { _id: ctx.caller.accountId }, { factor: _.set({ secret: sealed, active: false, lastStep: 0 }) })
    return { secret, uri }
  },
  'session.activateFactor': async (ctx, input) => proveByCode(ctx, input.code, false),
  'session.prove': async (ctx, input) => proveByCode(ctx, input.code, true),

  'session.challenge': async ctx => {
    // The instant is part of what the phone signs: a challenge that was left lying proves nobody.
    const challenge = `${ctx.now.getTime().toString(36)}.${randomCode(24)}`
    await change('access', { _id: ctx.caller.accountId }, { challenge })
    return { challenge }
  },
  'session.proveBySoter': async (ctx, input) => {
    let raw: unknown
    try { raw = (JSON.parse(input.resultJSON) as { raw?: unknown }).raw } catch { raw = undefined }
    // The challenge must be the one issued to this account, and works once.
    const fresh = ctx.access.challenge !== null && raw === ctx.access.challenge && ctx.now <= plusMinutes(new Date(parseInt(ctx.access.challenge, 36)), CHALLENGE_MINUTES)
      && await change('access', { _id: ctx.caller.accountId, challenge: ctx.access.challenge }, { challenge: null })
    if (fresh && await verifySoter(ctx.caller.openid, input.resultJSON, input.signature)) return proved(ctx, {})
    await noteFailure(ctx, 'factor', wrongProofs)
    refuse('secondFactorWrong')
  },

  'session.templates': async () => ({
    templates: Object.entries(messageTemplates()).map(([purpose, templateId]) => ({ purpose: purpose as ReminderPurpose, templateId })),
  }),
  'session.keepConsent': async (ctx, input) => {
    for (const purpose of new Set(input.purposes)) {
      const _id = `${ctx.caller.accountId}_${purpose}`
      const consent = { _id, accountId: ctx.caller.accountId, openid: ctx.caller.openid, memberId: ctx.access.memberId, purpose, left: 1 }
      if (!await change('consents', { _id }, { left: _.inc(1), memberId: ctx.access.memberId }) && !await addOnce('consents', consent)) await change('consents', { _id }, { left: _.inc(1) })
    }
    return {}
  },
}
