import type { rosterExports } from '../../../types/contracts/exports'
import type { ModuleHandlers } from '../../platform/context'
import { _, find } from '../../platform/database'
import { iso } from '../../platform/time'
import { PAGE, pageFrom } from '../../services/paging'
import { organisationFor } from '../../services/scope'

export const handlers: ModuleHandlers<typeof rosterExports> = {
  'exports.list': async (ctx, input) => {
    const organisation = await organisationFor(ctx, input.organisationId ?? ctx.access.organisationId, 'oversee')
    const limit = input.limit ?? PAGE
    // What was taken out further up held this organisation's people too.
    const organisationId = _.in(organisation.path.split('/').filter(Boolean))
    const found = await find('exports', { organisationId, state: _.in(['kept', 'gone']), ...(input.cursor && { key: _.lt(input.cursor) }) }, { orderBy: [['key', 'desc']], limit: limit + 1 })
    return pageFrom(found, limit, each => each.key, each => ({
      id: each._id, organisationName: each.organisationName, at: iso(each.at), byName: each.byName, people: each.people, standing: each.standing, fileName: each.fileName, kept: each.state === 'kept',
    }))
  },
}
