import type { appeals } from '../../../types/contracts/appeals'
import { hasPowerIn } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, find, read, transaction } from '../../platform/database'
import type { Appeal } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { acceptIn, fileRules, issuedUpload, sizeInWords, sizeOf } from '../../platform/files'
import { idFrom } from '../../platform/ids'
import { timeKey } from '../../platform/time'
import { checkText } from '../../platform/wechat'
import { PAGE, pageFrom } from '../../services/paging'
import { itemsOf, tellAuthor } from './notify'
import { isOpen, linesOf, nextStateOf, whyCannot, type AppealAct } from './rules'
import { appealLine, appealOf, roleIn } from './views'

/** What identifies one tap: a repeat of it finds its own work. */
const tapOf = (ctx: MemberContext): string => idFrom('appeal', ctx.caller.accountId, ctx.action, ctx.requestId)

/** An appeal that the caller wrote or may answer; `notFound` otherwise. One operation. */
async function appealSeen(ctx: MemberContext, appealId: string): Promise<Appeal> {
  const appeal = await read('appeals', appealId)
  if (!appeal) refuse('notFound')
  const { author, officer } = roleIn(ctx, appeal)
  if (!author && !officer) refuse('notFound')
  return appeal
}

/** Refuses pictures that are not the caller's own or too large, before anything is accepted or recorded. */
async function inspectPictures(ctx: MemberContext, pictures: { uploadId: string; fileId: string }[]): Promise<void> {
  const { maxBytes } = fileRules.appealPicture
  if (new Set(pictures.map(picture => picture.uploadId)).size < pictures.length) refuse('fileForeign')
  await Promise.all(pictures.map(async picture => {
    await issuedUpload(picture, ctx.caller.accountId, 'appealPicture')
    const size = await sizeOf(picture.fileId)
    if (size === 0) refuse('fileEmpty')
    if (size > maxBytes) refuse('fileTooLarge', { found: sizeInWords(size), max: sizeInWords(maxBytes) })
  }))
}

/**
 * Takes an appeal one state further, with what home pages show of it, in one transaction that holds only while nobody else
 * has moved it: of two officers at once one is told to look again. A repeat of the same tap changes nothing and answers as
 * the first did.
 */
async function move(ctx: MemberContext, appealId: string, act: AppealAct, text: string): Promise<{ appeal: Appeal; fresh: boolean }> {
  const seen = await appealSeen(ctx, appealId)
  const tap = tapOf(ctx)
  const isDone = (found: Appeal): boolean => found.history.some(line => line.tap === tap)
  if (isDone(seen)) return { appeal: seen, fresh: false }
  guard(whyCannot(act, seen.state, roleIn(ctx, seen)))
  if (text) await checkText(ctx.caller.openid, text)
  const state = nextStateOf(seen.state, act)!
  const lines = linesOf(act, { at: ctx.now, memberId: ctx.access.memberId, byName: ctx.access.memberName, text, tap })
  return transaction(async tx => {
    const now = await tx.read('appeals', appealId) ?? refuse('notFound')
    if (isDone(now)) return { appeal: now, fresh: false }
    if (now.version !== seen.version) refuse('conflict')
    const step = { state, open: isOpen(state), changedAt: ctx.now, version: now.version + 1 }
    await tx.update('appeals', appealId, { ...step, history: _.push(lines) })
    const appeal = { ...now, ...step, history: [...now.history, ...lines] }
    for (const item of itemsOf(appeal)) await tx.put('inbox', item)
    return { appeal, fresh: true }
  })
}

export const handlers: ModuleHandlers<typeof appeals> = {
  'appeals.mine': async (ctx, input) => {
    const limit = input.limit ?? PAGE
    const found = await find('appeals', { memberId: ctx.access.memberId, ...(input.cursor && { key: _.lt(input.cursor) }) }, { orderBy: [['key', 'desc']], limit: limit + 1 })
    return pageFrom(found, limit, appeal => appeal.key, appealLine(ctx))
  },

  'appeals.ofBranch': async (ctx, input) => {
    const limit = input.limit ?? PAGE
    const { organisationId } = ctx.access
    if (!hasPowerIn(ctx.access, 'runBranch', organisationId, ctx.now)) refuse('forbidden')
    const where = { organisationId, ...(input.open !== undefined && { open: input.open }), ...(input.cursor && { key: _.lt(input.cursor) }) }
    return pageFrom(await find('appeals', where, { orderBy: [['key', 'desc']], limit: limit + 1 }), limit, appeal => appeal.key, appealLine(ctx))
  },

  'appeals.get': async (ctx, input) => appealOf(ctx, await appealSeen(ctx, input.appealId)),

  'appeals.write': async (ctx, input) => {
    const _id = tapOf(ctx)
    const { memberId, memberName, organisationId } = ctx.access
    if (await read('appeals', _id)) return { appealId: _id }
    await checkText(ctx.caller.openid, input.text)
    await inspectPictures(ctx, input.pictures)
    const appeal: Appeal = {
      _id, key: timeKey(ctx.now, _id), organisationId, memberId, authorName: memberName, text: input.text, pictures: input.pictures.map(picture => picture.fileId),
      state: 'submitted', open: true, at: ctx.now, changedAt: ctx.now, version: 1,
      history: [{ at: ctx.now, memberId, byName: memberName, act: 'wrote', text: '', tap: _id }],
    }
    await transaction(async tx => {
      if (await tx.read('appeals', _id)) return
      for (const { uploadId } of input.pictures) await acceptIn(tx, uploadId, ctx.now)
      await tx.add('appeals', appeal)
      for (const item of itemsOf(appeal).filter(({ closed }) => !closed)) await tx.put('inbox', item)
    })
    return { appealId: _id }
  },

  'appeals.answer': async (ctx, input) => {
    const { appeal, fresh } = await move(ctx, input.appealId, input.close ? 'close' : 'answer', input.text)
    if (fresh && appeal.memberId !== ctx.access.memberId) await tellAuthor(appeal, ctx.access.organisationName)
    return appealOf(ctx, appeal)
  },

  'appeals.confirm': async (ctx, input) => {
    const { appeal } = await move(ctx, input.appealId, input.solved ? 'confirm' : 'reopen', input.text)
    return appealOf(ctx, appeal)
  },
}
