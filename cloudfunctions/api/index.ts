/** Every call from WeChat but spreadsheets. The handler map is typed by the contracts: a missing action does not compile. */
import { createMain } from '../platform/router'
import type { HandlerModules } from '../platform/contracts'
import { noteForeign } from '../services/unusual'

const dossier = async () => (await import('../modules/dossier/handlers')).handlers
const organisations = async () => ({ ...(await import('../modules/organisations/handlers')).handlers, ...(await import('../modules/organisations/changes')).changeHandlers })
const privacy = async () => (await import('../modules/privacy/handlers')).handlers

const handlers: HandlerModules<'api'> = {
  activities: async () => (await import('../modules/activities/handlers')).handlers,
  appeals: async () => (await import('../modules/appeals/handlers')).handlers,
  applicants: dossier,
  backfill: async () => (await import('../modules/backfill/handlers')).handlers,
  ballots: async () => (await import('../modules/ballots/handlers')).handlers,
  binding: async () => (await import('../modules/binding/handlers')).handlers,
  chains: async () => (await import('../modules/chains/handlers')).handlers,
  collections: async () => (await import('../modules/collections/handlers')).handlers,
  corrections: privacy,
  dossier,
  elections: async () => (await import('../modules/elections/handlers')).handlers,
  exports: async () => (await import('../modules/exports/handlers')).handlers,
  files: async () => (await import('../modules/files/handlers')).handlers,
  floating: async () => (await import('../modules/floating/handlers')).handlers,
  graduation: async () => (await import('../modules/graduation/handlers')).handlers,
  handover: async () => (await import('../modules/handover/handlers')).handlers,
  imports: async () => (await import('../modules/imports/handlers')).apiHandlers,
  notices: async () => (await import('../modules/notices/handlers')).handlers,
  organisations,
  points: async () => (await import('../modules/points/handlers')).handlers,
  posts: organisations,
  privacy,
  reviews: async () => (await import('../modules/reviews/handlers')).handlers,
  roster: async () => ({ ...(await import('../modules/roster/handlers')).handlers, ...(await import('../modules/roster/upkeep')).handlers }),
  session: async () => (await import('../modules/session/handlers')).handlers,
  transfers: async () => (await import('../modules/transfers/handlers')).handlers,
  votes: async () => (await import('../modules/votes/handlers')).handlers,
}

export const main = createMain<'api'>(handlers, 'api', 20, noteForeign)
