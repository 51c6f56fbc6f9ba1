import type { appeals } from '../../../types/contracts/appeals'
import { hasPowerIn } from '../../platform/access'
import type { MemberContext, ModuleHandlers } from '../../platform/context'
import { _, addOnce, change, find, read, transaction } from '../../platform/database'
import type { Appeal } from '../../platform/documents'
import { guard, refuse } from '../../platform/errors'
import { acceptIn, fileRules, issuedUpload, sizeInWords, sizeOf } from '../../platform/files'
import { idFrom } from '../../platform/ids'
import { timeKey } from '../../platform/time'
import { checkText } from '../../platform/wechat'
import { PAGE, pageFrom } from '../../services/paging'
import { showWhereItStands, tellAuthor } from './notify'
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
    if (size > maxBytes) refuse('fileTooLarge', { found: sizeInWords(size), max: sizeInWords(maxBytes) })
  }))
}

/**
 * Takes an appeal one state further: one update that holds only while nobody else has moved it, so that of two officers
 * at once one is told to look again. A repeat of the same tap changes nothing and answers as the first did.
 */
async function move(ctx: MemberContext, appealId: string, act: AppealAct, text: string): Promise<{ appeal: Appeal; fresh: boolean }> {
  const appeal = await appealSeen(ctx, appealId)
  const tap = tapOf(ctx)
  const isDone = (found: Appeal): boolean => found.history.some(line => line.tap === tap)
  if (isDone(appeal)) return { appeal, fresh: false }
  guard(whyCannot(act, appeal.state, roleIn(ctx, appeal)))
  if (text) await checkText(ctx.caller.openid, text)
  const state = nextStateOf(appeal.state, act)!
  const lines = linesOf(act, { at: ctx.now, memberId: ctx.access.memberId, byName: ctx.access.memberName, text, tap })
  const moved = await change('appeals', { _id: appeal._id, version: appeal.version }, { state, open: isOpen(state), changedAt: ctx.now, history: _.push(lines), version: _.inc(1) })
  if (moved) return { appeal: { ...appeal, state, open: isOpen(state), changedAt: ctx.now, history: [...appeal.history, ...lines], version: appeal.version + 1 }, fresh: true }
  const now = await appealSeen(ctx, appealId)
  return isDone(now) ? { appeal: now, fresh: false } : refuse('conflict')
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
    let appeal = await read('appeals', _id)
    if (!appeal) {
      await checkText(ctx.caller.openid, input.text)
      await inspectPictures(ctx, input.pictures)
      const written: Appeal = {
        _id, key: timeKey(ctx.now, _id), organisationId, memberId, authorName: memberName, text: input.text, pictures: input.pictures.map(picture => picture.fileId),
        state: 'submitted', open: true, at: ctx.now, changedAt: ctx.now, version: 1,
        history: [{ at: ctx.now, memberId, byName: memberName, act: 'wrote', text: '', tap: _id }],
      }
      appeal = written
      if (input.pictures.length === 0) await addOnce('appeals', written)
      else {
        await transaction(async tx => {
          if (await tx.read('appeals', _id)) return
          for (const { uploadId } of input.pictures) await acceptIn(tx, uploadId, ctx.now)
          await tx.add('appeals', written)
        })
      }
    }
    await showWhereItStands(appeal)
    return { appealId: _id }
  },

  'appeals.answer': async (ctx, input) => {
    const { appeal, fresh } = await move(ctx, input.appealId, input.close ? 'close' : 'answer', input.text)
    await showWhereItStands(appeal)
    if (fresh && appeal.memberId !== ctx.access.memberId) await tellAuthor(appeal, ctx.access.organisationName)
    return appealOf(ctx, appeal)
  },

  'appeals.confirm': async (ctx, input) => {
    const { appeal } = await move(ctx, input.appealId, input.solved ? 'confirm' : 'reopen', input.text)
    await showWhereItStands(appeal)
    return appealOf(ctx, appeal)
  },
}
