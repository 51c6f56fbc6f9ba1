/** Spreadsheets: more memory, a longer timeout, and the spreadsheet library that `api` need not load. */
import type { ActionsRunBy } from '../../types/contracts'
import type { Handlers } from '../platform/context'
import { createMain } from '../platform/router'
import { noteForeign } from '../services/unusual'
import { sheetsHandlers as rosterExports } from '../modules/exports/sheets-handlers'
import { sheetsHandlers as backfill } from '../modules/backfill/sheets-handlers'
import { sheetsHandlers as ballots } from '../modules/ballots/sheets-handlers'
import { sheetsHandlers as collections } from '../modules/collections/sheets-handlers'
import { sheetsHandlers as imports } from '../modules/imports/sheets-handlers'
import { sheetsHandlers as elections } from '../modules/elections/sheets-handlers'
import { sheetsHandlers as reviews } from '../modules/reviews/sheets-handlers'
import { sheetsHandlers as votes } from '../modules/votes/sheets-handlers'

const handlers: Handlers<ActionsRunBy<'sheets'>> = { ...imports, ...rosterExports, ...backfill, ...collections, ...ballots, ...reviews, ...votes, ...elections }

export const main = createMain<'sheets'>(handlers, 'sheets', 60, noteForeign)
