import type { CollectionName, Documents } from './documents'

type Field<T> = Extract<keyof T, string> | (string & {})
interface Index<T> { name: string; keys: [Field<T>, 1 | -1][]; unique?: boolean }

/**
 * The one list of collections with their indexes. Deployment and the local cloud create them from it; clients may
 * touch none of them (ADMINONLY). Unique keys only on fields that are always there: a missing one counts as null.
 */
const indexes: { [N in CollectionName]: Index<Documents[N]>[] } = {
  organisations: [
    { name: 'path', keys: [['path', 1]] },
    { name: 'parent', keys: [['parentId', 1], ['name', 1]] },
    { name: 'name', keys: [['nameKey', 1]], unique: true },
    { name: 'search', keys: [['searchKeys', 1], ['path', 1]] },
    { name: 'move', keys: [['moveId', 1]] },
    { name: 'gone', keys: [['gone', 1], ['path', 1]] },
  ],
  moves: [{ name: 'open', keys: [['root', 1], ['open', 1]] }, { name: 'state', keys: [['state', 1]] }],
  organisation_changes: [{ name: 'state', keys: [['state', 1]] }],
  members: [
    { name: 'roster', keys: [['organisationId', 1], ['archived', 1], ['sortKey', 1]] },
    // One for each filter of the roster, and for the pairs that are asked for: a page examines its own length.
    { name: 'roster_standing', keys: [['organisationId', 1], ['archived', 1], ['standing', 1], ['sortKey', 1]] },
    { name: 'roster_group', keys: [['organisationId', 1], ['archived', 1], ['groupId', 1], ['sortKey', 1]] },
    { name: 'roster_class', keys: [['organisationId', 1], ['archived', 1], ['className', 1], ['sortKey', 1]] },
    { name: 'roster_bound', keys: [['organisationId', 1], ['archived', 1], ['accountId', 1], ['sortKey', 1]] },
    { name: 'roster_group_standing', keys: [['organisationId', 1], ['archived', 1], ['groupId', 1], ['standing', 1], ['sortKey', 1]] },
    { name: 'roster_class_standing', keys: [['organisationId', 1], ['archived', 1], ['className', 1], ['standing', 1], ['sortKey', 1]] },
    { name: 'roster_search', keys: [['organisationId', 1], ['archived', 1], ['searchKeys', 1]] },
    { name: 'roster_away', keys: [['organisationId', 1], ['archived', 1], ['away', 1], ['sortKey', 1]] },
    { name: 'subtree', keys: [['path', 1]] },
    { name: 'id_hash', keys: [['idHash', 1]] },
  ],
  person_events: [{ name: 'person', keys: [['personId', 1], ['key', -1]] }],
  applicants: [
    { name: 'list', keys: [['organisationId', 1], ['archived', 1], ['sortKey', 1]] },
    { name: 'list_stage', keys: [['organisationId', 1], ['archived', 1], ['stage', 1], ['sortKey', 1]] },
    { name: 'list_search', keys: [['organisationId', 1], ['archived', 1], ['searchKeys', 1]] },
  ],
  floating_records: [{ name: 'look', keys: [['lookOn', 1]] }],
  guests: [{ name: 'branch', keys: [['organisationId', 1], ['left', 1], ['sortKey', 1]] }],
  access: [],
  identities: [{ name: 'member', keys: [['memberId', 1]] }],
  posts: [{ name: 'organisation', keys: [['organisationId', 1], ['endedAt', 1]] }, { name: 'member', keys: [['memberId', 1]] }],
  bindings: [{ name: 'member', keys: [['memberId', 1]] }],
  invitations: [],
  branch_codes: [{ name: 'code', keys: [['codeHash', 1]], unique: true }],
  throttles: [{ name: 'since', keys: [['since', 1]] }],
  founding_codes: [],
  notices: [{ name: 'branch', keys: [['organisationId', 1], ['key', -1]] }, { name: 'group', keys: [['organisationId', 1], ['groupId', 1], ['key', -1]] }],
  receipts: [{ name: 'notice', keys: [['noticeId', 1]] }],
  activities: [{ name: 'branch', keys: [['organisationId', 1], ['key', 1], ['endsAt', 1]] }, { name: 'starts', keys: [['startsAt', 1]] }],
  places: [{ name: 'unsettled', keys: [['unsettledAt', 1]] }],
  check_ins: [{ name: 'activity', keys: [['activityId', 1]] }, { name: 'member', keys: [['memberId', 1]] }, { name: 'at', keys: [['at', 1], ['_id', 1]] }, { name: 'undone', keys: [['undoneAt', 1], ['_id', 1]] }],
  points: [{ name: 'member', keys: [['memberId', 1], ['key', -1]] }],
  nicknames: [{ name: 'branch', keys: [['organisationId', 1]] }],
  appeals: [{ name: 'member', keys: [['memberId', 1], ['key', -1]] }, { name: 'branch', keys: [['organisationId', 1], ['key', -1]] }, { name: 'open', keys: [['organisationId', 1], ['open', 1], ['key', -1]] }],
  inbox: [{ name: 'audience', keys: [['audience', 1], ['closed', 1], ['until', 1]] }, { name: 'until', keys: [['until', 1]] }],
  digests: [{ name: 'parent', keys: [['parentId', 1], ['name', 1]] }],
  handovers: [{ name: 'organisation', keys: [['organisationId', 1], ['key', -1]] }, { name: 'due', keys: [['state', 1], ['effectiveOn', 1]] }],
  leavers: [{ name: 'season', keys: [['organisationId', 1], ['year', -1], ['_id', 1]] }, { name: 'member', keys: [['memberId', 1], ['year', -1]] }, { name: 'watch', keys: [['watchOn', 1], ['_id', 1]] }],
  season_changes: [{ name: 'recent', keys: [['organisationId', 1], ['at', -1]] }, { name: 'at', keys: [['at', 1]] }],
  roster_filters: [],
  bulk_changes: [{ name: 'recent', keys: [['organisationId', 1], ['at', -1]] }, { name: 'at', keys: [['at', 1]] }],
  uploads: [{ name: 'unused', keys: [['usedAt', 1], ['at', 1]] }, { name: 'purpose', keys: [['purpose', 1], ['at', 1]] }],
  known_headers: [],
  imports: [{ name: 'branch', keys: [['organisationId', 1], ['key', -1]] }, { name: 'state', keys: [['state', 1], ['at', 1]] }],
  import_chunks: [{ name: 'import', keys: [['importId', 1], ['kind', 1], ['n', 1]] }, { name: 'at', keys: [['at', 1]] }],
  exports: [{ name: 'organisation', keys: [['organisationId', 1], ['key', -1]] }, { name: 'state', keys: [['state', 1], ['at', 1]] }],
  export_people: [{ name: 'member', keys: [['memberIds', 1], ['key', -1]] }, { name: 'organisation', keys: [['organisationId', 1], ['key', -1]] }],
  reveals: [{ name: 'subject', keys: [['subjectId', 1], ['key', -1]] }, { name: 'organisation', keys: [['organisationIds', 1], ['key', -1]] }],
  unusual_runs: [{ name: 'open', keys: [['organisationId', 1], ['settledAt', 1], ['key', -1]] }],
  corrections: [{ name: 'member', keys: [['memberId', 1]] }, { name: 'organisation', keys: [['organisationId', 1], ['open', 1], ['key', -1]] }],
  not_same: [{ name: 'organisation', keys: [['organisationId', 1], ['takenBack', 1], ['at', -1]] }],
  key_rotations: [],
  transfers: [
    { name: 'within', keys: [['within', 1], ['open', 1], ['key', 1]] },
    { name: 'within_state', keys: [['within', 1], ['state', 1], ['key', 1]] },
    { name: 'finds', keys: [['finds', 1], ['open', 1]] },
    { name: 'acts', keys: [['actsId', 1], ['open', 1], ['key', 1]] },
    { name: 'member', keys: [['memberId', 1], ['at', -1]] },
    { name: 'open', keys: [['open', 1], ['_id', 1]] },
  ],
  fill_runs: [
    { name: 'organisation', keys: [['organisationId', 1], ['key', -1]] }, { name: 'search', keys: [['organisationId', 1], ['searchKeys', 1], ['key', -1]] },
    { name: 'filled', keys: [['organisationId', 1], ['filledPrint', 1], ['filledAt', -1]] }, { name: 'clear', keys: [['clearAt', 1]] }, { name: 'template', keys: [['templatePath', 1]] },
  ],
  fill_chunks: [{ name: 'run', keys: [['runId', 1], ['tap', 1]] }],
  collection_tasks: [{ name: 'organisation', keys: [['organisationId', 1], ['key', -1]] }, { name: 'unsettled', keys: [['unsettled', 1]] }, { name: 'template', keys: [['templatePath', 1]] }, { name: 'state', keys: [['state', 1], ['at', 1]] }, { name: 'wipe', keys: [['wipeAt', 1]] }],
  collection_answers: [{ name: 'task', keys: [['collectionId', 1], ['state', 1]] }, { name: 'branch', keys: [['organisationId', 1], ['key', -1]] }],
  collection_snapshots: [{ name: 'task', keys: [['collectionId', 1]] }],
  collection_files: [{ name: 'task', keys: [['collectionId', 1], ['key', -1]] }, { name: 'state', keys: [['state', 1], ['at', 1]] }],
  audit: [{ name: 'day', keys: [['day', 1]] }],
  audit_seals: [],
  consents: [],
  jobs: [],
}

/** Collections as deployment and the local cloud read them. */
export const collections = (Object.keys(indexes) as CollectionName[]).map(name => ({
  name,
  acl: 'ADMINONLY' as const,
  indexes: indexes[name].map(index => ({
    name: index.name,
    unique: index.unique ?? false,
    keys: index.keys.map(([field, direction]) => ({ field, direction })),
  })),
}))
