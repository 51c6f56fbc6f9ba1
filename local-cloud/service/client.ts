import { CloudError, invalid } from '../errors'
import { readQuery } from '../query/match'
import type { Environment } from '../store/environment'
import { parseDoc } from '../values/ejson'
import { databaseActions, type Reply, type Request } from './database-actions'

/**
 * Direct calls of a mini-program to the database (`wx.cloud.database()`), judged by the collection's basic permission.
 * A request is turned into what the caller may ask and then carried out as any other: documents of others are not
 * found, a document added belongs to the caller. Source: CloudBase, "Basic Permissions" and manager-node, "Security
 * Rules" (the four names); WeChat, "权限控制" (`_openid`, the first permission of a new collection, 20 documents).
 */

interface Permission {
  readonly read: 'all' | 'own' | 'none'
  readonly write: 'own' | 'none'
}

const PERMISSIONS: Readonly<Record<string, Permission>> = {
  READONLY: { read: 'all', write: 'own' },
  PRIVATE: { read: 'own', write: 'own' },
  ADMINWRITE: { read: 'all', write: 'none' },
  ADMINONLY: { read: 'none', write: 'none' },
}
const FIRST_PERMISSION = 'PRIVATE'

/** Documents a query answers to a client, without a limit and at most. */
const MAX_DOCUMENTS = 20

const OPEN: Readonly<Record<string, 'read' | 'write'>> = {
  'database.getDocument': 'read',
  'database.calculateDocument': 'read',
  'database.insertDocument': 'write',
  'database.modifyDocument': 'write',
  'database.modifyAndReturnDoc': 'write',
  'database.removeDocument': 'write',
}

const denied = (what: string): CloudError => new CloudError('DATABASE_PERMISSION_DENIED', `Permission denied: ${what}`)

/** Carries out what a mini-program asks of the database. Throws DATABASE_PERMISSION_DENIED where it may not. */
export async function clientAction(env: Environment, openid: string, action: string, request: Request): Promise<Reply> {
  const run = Object.hasOwn(databaseActions, action) ? databaseActions[action] : undefined
  if (!run) throw invalid(`unknown action: ${action.slice(0, 100) || '(none)'}`)
  const use = OPEN[action]
  if (!use) throw denied(`${action} is not open to clients`)
  if (![undefined, null, ''].includes(request['transactionId'] as string)) throw denied('transactions are not open to clients')
  const collection = env.collection(request['collectionName'])
  const acl = collection.acl ?? FIRST_PERMISSION
  const permission = Object.hasOwn(PERMISSIONS, acl) ? PERMISSIONS[acl] : undefined
  if (!permission) throw denied(`the permission ${acl} of ${collection.name} is not supported by this local cloud`)
  const reach = permission[use]
  if (reach === 'none') throw denied(`clients may not ${use} ${collection.name} (${acl})`)
  const asked = reach === 'own' ? { ...request, query: ownQuery(request['query'], openid) } : request
  if (use === 'write' && action !== 'database.removeDocument') return run(env, owned(env, asked, action, openid))
  return run(env, action === 'database.getDocument' ? { ...asked, limit: limitOf(asked['limit']) } : asked)
}

const limitOf = (limit: unknown): unknown => (typeof limit === 'number' ? Math.min(limit || MAX_DOCUMENTS, MAX_DOCUMENTS) : (limit ?? MAX_DOCUMENTS))

type Json = Record<string, unknown>

/** The fields of a document in extended JSON, as they were written; refuses what is no document. */
function fieldsOf(text: unknown): Json {
  if (text === undefined || text === null || text === '') return {}
  if (typeof text !== 'string') throw invalid('extended JSON text was expected')
  parseDoc(text)
  return JSON.parse(text) as Json
}

/** The query, and of what it finds only the caller's. */
function ownQuery(text: unknown, openid: string): string {
  const query = fieldsOf(text)
  const others = query['$and'] ?? []
  if (!Array.isArray(others)) throw invalid('$and must be an array')
  return JSON.stringify({ ...query, $and: [...(others as unknown[]), { _openid: { $eq: openid } }] })
}

/** A write that leaves the owner of a document as it is, and makes the caller the owner of a new one. */
function owned(env: Environment, request: Request, action: string, openid: string): Request {
  if (action === 'database.insertDocument') {
    const { data } = request
    return Array.isArray(data) ? { ...request, data: data.map((text) => withOwner(fieldsOf(text), openid)) } : request
  }
  const data = fieldsOf(request['data'])
  const replacing = action === 'database.modifyDocument' && request['merge'] !== true
  if (!replacing) {
    for (const [op, fields] of Object.entries(data)) {
      const paths = Object.entries(fields ?? {})
      refuseOwner(paths.flatMap(([path, operand]) => (op === '$rename' ? [path, operand] : [path])))
    }
    return request
  }
  if (request['upsert'] === true) refuseForeign(env, request, openid)
  return { ...request, data: withOwner(data, openid) }
}

function withOwner(data: Json, openid: string): string {
  refuseOwner(Object.keys(data))
  return JSON.stringify({ ...data, _openid: openid })
}

function refuseOwner(paths: readonly unknown[]): void {
  if (paths.some((path) => typeof path === 'string' && path.split('.')[0] === '_openid')) throw invalid('Invalid Key Name: _openid')
}

/** `doc(id).set()` on somebody else's document would find none and add it a second time. */
function refuseForeign(env: Environment, request: Request, openid: string): void {
  const query = parseDoc(request['query'] as string)
  const id = query['_id']
  if (id === undefined) return
  const [there] = env.find(request['collectionName'], readQuery({ _id: { $eq: id } }), [], 0, 1)
  if (there && there['_openid'] !== openid) throw denied('the document belongs to somebody else')
}
