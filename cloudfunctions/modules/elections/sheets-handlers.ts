import type { elections } from '../../../types/contracts/elections'
import type { ModuleHandlers } from '../../platform/context'
import { guard } from '../../platform/errors'
import { fileNamed, keepFile } from '../../services/balloting/made-files'
import { readOrganisation } from '../../services/tree'
import { electionLed } from './load'
import { recordName, recordSheet } from './record-sheet'
import { whyNotNow } from './rules'

/** What `sheets` serves of elections: the report on the result. */
export const sheetsHandlers: ModuleHandlers<typeof elections, 'sheets'> = {
  'elections.record': async (ctx, input) => {
    const election = await electionLed(ctx, input.electionId)
    guard(whyNotNow(election, 'seeResult'))
    return keepFile(ctx, election, fileNamed(recordName(election), 'html'), async () => {
      const parentId = (await readOrganisation(election.organisationId))?.parentId
      return Buffer.from(recordSheet(election, parentId ? (await readOrganisation(parentId))?.name ?? '' : ''))
    })
  },
}
