/** Spreadsheets and what is printed: more memory, a longer timeout, and the spreadsheet library that `api` need not load. */
import { createMain } from '../platform/router'
import type { HandlerModules } from '../platform/contracts'
import { noteForeign } from '../services/unusual'

const handlers: HandlerModules<'sheets'> = {
  backfill: async () => (await import('../modules/backfill/sheets-handlers')).sheetsHandlers,
  ballots: async () => (await import('../modules/ballots/sheets-handlers')).sheetsHandlers,
  collections: async () => (await import('../modules/collections/sheets-handlers')).sheetsHandlers,
  elections: async () => (await import('../modules/elections/sheets-handlers')).sheetsHandlers,
  exports: async () => (await import('../modules/exports/sheets-handlers')).sheetsHandlers,
  imports: async () => (await import('../modules/imports/sheets-handlers')).sheetsHandlers,
  reviews: async () => (await import('../modules/reviews/sheets-handlers')).sheetsHandlers,
  votes: async () => (await import('../modules/votes/sheets-handlers')).sheetsHandlers,
}

export const main = createMain<'sheets'>(handlers, 'sheets', 60, noteForeign)
