/** Every call from WeChat but spreadsheets. The handler map is typed by the contracts: a missing action does not compile. */
import type { ActionsRunBy } from '../../types/contracts'
import type { Handlers } from '../platform/context'
import { createMain } from '../platform/router'
import { noteForeign } from '../services/unusual'
import { handlers as activities } from '../modules/activities/handlers'
import { handlers as appeals } from '../modules/appeals/handlers'
import { handlers as binding } from '../modules/binding/handlers'
import { handlers as chains } from '../modules/chains/handlers'
import { handlers as rosterExports } from '../modules/exports/handlers'
import { handlers as backfill } from '../modules/backfill/handlers'
import { handlers as collections } from '../modules/collections/handlers'
import { handlers as dossier } from '../modules/dossier/handlers'
import { handlers as floating } from '../modules/floating/handlers'
import { handlers as graduation } from '../modules/graduation/handlers'
import { handlers as handover } from '../modules/handover/handlers'
import { handlers as privacy } from '../modules/privacy/handlers'
import { handlers as transfers } from '../modules/transfers/handlers'
import { changeHandlers as organisationChanges } from '../modules/organisations/changes'
import { handlers as files } from '../modules/files/handlers'
import { apiHandlers as imports } from '../modules/imports/handlers'
import { handlers as notices } from '../modules/notices/handlers'
import { handlers as organisations } from '../modules/organisations/handlers'
import { handlers as points } from '../modules/points/handlers'
import { handlers as ballots } from '../modules/ballots/handlers'
import { handlers as elections } from '../modules/elections/handlers'
import { handlers as reviews } from '../modules/reviews/handlers'
import { handlers as votes } from '../modules/votes/handlers'
import { handlers as roster } from '../modules/roster/handlers'
import { handlers as rosterUpkeep } from '../modules/roster/upkeep'
import { handlers as session } from '../modules/session/handlers'

const handlers: Handlers<ActionsRunBy<'api'>> = {
  ...session, ...organisations, ...roster, ...rosterUpkeep, ...imports, ...rosterExports, ...binding, ...notices, ...activities, ...chains, ...points, ...appeals, ...files,
  ...backfill, ...collections, ...dossier, ...floating, ...graduation, ...handover, ...privacy, ...transfers, ...organisationChanges, ...reviews,
  ...ballots, ...votes, ...elections,
}

export const main = createMain<'api'>(handlers, 'api', 20, noteForeign)
