import { aggregate, type Stage } from '../aggregate/pipeline'
import { failed, invalid } from '../errors'
import { readQuery } from '../query/match'
import { readProjection } from '../query/project'
import { readSort } from '../query/sort'
import { holdsPattern, timeLimited } from '../query/time-limit'
import type { Environment } from '../store/environment'
import { checkStorable, readReplacement, readUpdate } from '../update/update'
import { parse, parseDoc, stringifyAnswer } from '../values/ejson'
import type { Doc } from '../values/types'

/**
 * The `database.*` requests of the SDK. Source: @cloudbase/database 1.4.3 (query.js, document.js, aggregate.js,
 * transaction). Each answers what the SDK reads from the reply.
 */
export type Request = Readonly<Record<string, unknown>>
export type Reply = Record<string, unknown>
export type Action = (env: Environment, request: Request) => Promise<Reply>

const DEFAULT_LIMIT = 100
const MAX_LIMIT = 1000
/** A reply holds 16 MB at most. Source: CloudBase, quota. */
const MAX_REPLY = 16 * 1024 * 1024

function doc(value: unknown, name: string, now?: number): Doc {
  if (typeof value === 'string') return parseDoc(value === '' ? '{}' : value, now)
  if (value === undefined || value === null) return {}
  throw invalid(`${name} must be extended JSON text`)
}

function count(value: unknown, name: string, otherwise: number): number {
  if (value === undefined || value === null) return otherwise
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw invalid(`${name} must be a whole number`)
  return value
}

function listOf(docs: readonly Doc[]): string[] {
  let size = 0
  return docs.map((item) => {
    const text = stringifyAnswer(item)
    size += text.length
    if (size > MAX_REPLY) throw failed('The reply is larger than 16 MB: ask for fewer documents or fewer fields')
    return text
  })
}

async function getDocument(env: Environment, request: Request): Promise<Reply> {
  const byId = request['queryType'] === 'DOC'
  const limit = Math.min(byId ? 1 : count(request['limit'], 'limit', DEFAULT_LIMIT) || DEFAULT_LIMIT, MAX_LIMIT)
  const offset = count(request['offset'], 'offset', 0)
  const query = readQuery(doc(request['query'], 'query'))
  const sort = request['order'] === undefined ? [] : readSort(doc(request['order'], 'order'))
  const projection = doc(request['projection'], 'projection')
  const project = request['projection'] === undefined ? (found: Doc) => found : readProjection(projection)
  const found = env.find(request['collectionName'], query, sort, offset, limit, env.transaction(request['transactionId']))
  const projected = (): Doc[] => found.map(project)
  // $elemMatch can hold a pattern.
  return { data: { list: listOf(holdsPattern(projection) ? timeLimited(projected) : projected()) }, total: found.length, limit, offset }
}

async function insertDocument(env: Environment, request: Request): Promise<Reply> {
  const { data } = request
  if (!Array.isArray(data) || data.length === 0) throw invalid('data must be a list with at least one document')
  const now = Date.now()
  const docs = data.map((text) => doc(text, 'data', now))
  for (const item of docs) checkStorable(item, '')
  const ids = await env.insert(request['collectionName'], docs, env.transaction(request['transactionId']))
  return { data: { insertedIds: ids.map((id) => JSON.parse(stringifyAnswer(id)) as unknown) } }
}

async function modifyDocument(env: Environment, request: Request): Promise<Reply> {
  const now = Date.now()
  const data = doc(request['data'], 'data', now)
  const selector = doc(request['query'], 'query', now)
  const replace = request['merge'] !== true
  const result = await env.update(
    request['collectionName'],
    {
      query: readQuery(selector),
      update: replace ? readReplacement(data) : readUpdate(data, new Date(now)),
      multi: request['multi'] === true,
      upsert: request['upsert'] === true && replace ? { _id: selector['_id'], ...data } : undefined,
    },
    env.transaction(request['transactionId']),
  )
  const upserted = result.upsertedId === undefined ? {} : { upsert_id: JSON.parse(stringifyAnswer(result.upsertedId)) as unknown }
  return { data: { updated: result.updated, ...upserted } }
}

async function modifyAndReturnDoc(env: Environment, request: Request): Promise<Reply> {
  const now = Date.now()
  const { updated, doc: after } = await env.update(
    request['collectionName'],
    { query: readQuery(doc(request['query'], 'query', now)), update: readUpdate(doc(request['data'], 'data', now), new Date(now)), multi: false },
    env.transaction(request['transactionId']),
  )
  return { data: { updated, doc: after && stringifyAnswer(after) } }
}

async function removeDocument(env: Environment, request: Request): Promise<Reply> {
  const query = readQuery(doc(request['query'], 'query'))
  const deleted = await env.remove(request['collectionName'], query, request['multi'] === true, env.transaction(request['transactionId']))
  return { data: { deleted } }
}

async function calculateDocument(env: Environment, request: Request): Promise<Reply> {
  return { data: { total: env.count(request['collectionName'], readQuery(doc(request['query'], 'query'))) } }
}

async function aggregateDocuments(env: Environment, request: Request): Promise<Reply> {
  const { stages } = request
  if (!Array.isArray(stages)) throw invalid('stages must be a list')
  const now = Date.now()
  const read = stages.map((stage: unknown): Stage => {
    const { stageKey, stageValue } = (stage ?? {}) as { stageKey?: unknown; stageValue?: unknown }
    if (typeof stageKey !== 'string' || typeof stageValue !== 'string') throw invalid('a stage needs stageKey and stageValue')
    return { name: stageKey, spec: parse(stageValue, now) }
  })
  return { data: { list: listOf(aggregate(env, request['collectionName'], read)) } }
}

async function addCollection(env: Environment, request: Request): Promise<Reply> {
  const name = request['collectionName']
  if (typeof name !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(name)) throw invalid('collectionName: letters, digits, - and _ only, 64 at most')
  await env.create(name)
  return {}
}

export const databaseActions: Readonly<Record<string, Action>> = {
  'database.addCollection': addCollection,
  'database.insertDocument': insertDocument,
  'database.getDocument': getDocument,
  'database.calculateDocument': calculateDocument,
  'database.modifyDocument': modifyDocument,
  'database.modifyAndReturnDoc': modifyAndReturnDoc,
  'database.removeDocument': removeDocument,
  'database.aggregateDocuments': aggregateDocuments,
  'database.startTransaction': async (env) => ({ transactionId: env.begin().id }),
  'database.commitTransaction': async (env, request) => {
    await known(env, request).commit()
    return {}
  },
  'database.abortTransaction': async (env, request) => {
    known(env, request).abort()
    return {}
  },
}

function known(env: Environment, request: Request): NonNullable<ReturnType<Environment['transaction']>> {
  const transaction = env.transaction(request['transactionId'])
  if (!transaction) throw invalid('transactionId is missing')
  return transaction
}

