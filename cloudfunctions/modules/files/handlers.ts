import type { files } from '../../../types/contracts/files'
import { hasLevel } from '../../platform/access'
import type { ModuleHandlers } from '../../platform/context'
import { addOnce, read } from '../../platform/database'
import { guard } from '../../platform/errors'
import { fileRules, sizeInWords } from '../../platform/files'
import { idFrom } from '../../platform/ids'
import { endingOf, whyCannotUpload, whyNotFor } from './rules'

export const handlers: ModuleHandlers<typeof files> = {
  /** A path for one account and one purpose; what is uploaded anywhere else is never accepted. */
  'files.issueUpload': async (ctx, input) => {
    const { purpose, fileName, size } = input
    guard(whyNotFor(purpose, hasLevel(ctx.access, 'keepRoster', ctx.now)))
    guard(whyCannotUpload({ fileName, size }, { ...fileRules[purpose], inWords: sizeInWords }))
    const { accountId } = ctx.caller
    const _id = idFrom('upload', accountId, ctx.action, ctx.requestId)
    const cloudPath = `uploads/${purpose}/${accountId}/${_id}.${endingOf(fileName)}`
    const issued = { _id, accountId, purpose, cloudPath, fileName, at: ctx.now, usedAt: null }
    // A repeat gets the path that was issued, whatever it says now.
    const stored = await addOnce('uploads', issued) ? issued : await read('uploads', _id) ?? issued
    return { uploadId: _id, cloudPath: stored.cloudPath }
  },
}
