/** Direct calls of a mini-program to the database: what each basic permission lets through, and the limits of clients. */
import { EJSON } from 'bson'
import { cloudForFile, jsonFile } from './support/cloud'

const LEVELS = ['READONLY', 'PRIVATE', 'ADMINWRITE', 'ADMINONLY']
const local = cloudForFile(() => ({ env: 'e', collections: jsonFile([...LEVELS.map((acl) => ({ name: acl, acl })), { name: 'NONE' }, { name: 'RULES', acl: 'CUSTOM' }]) }))
const ME = 'o-me'
const OTHER = 'o-other'

type Answer = { code?: string; message?: string; total?: number; data?: { list?: string[]; total?: number; insertedIds?: string[]; updated?: number; deleted?: number; upsert_id?: string } }

const text = (value: unknown): string => EJSON.stringify(value as object, { relaxed: false })

async function post(body: unknown, headers: Record<string, string> = { 'x-wx-openid': ME }): Promise<{ status: number; answer: Answer }> {
  const answer = await fetch(`${local.cloud.url}/client`, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: answer.status, answer: (await answer.json()) as Answer }
}

/** As the SDK of the mini-program asks: what stands in `texts` travels as extended JSON. */
async function ask(collectionName: string, action: string, texts: Record<string, unknown> = {}, plain: Record<string, unknown> = {}, openid = ME): Promise<Answer> {
  const encoded = Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, Array.isArray(value) ? value.map(text) : text(value)]))
  return (await post({ action: `database.${action}`, envName: 'e', collectionName, ...encoded, ...plain }, { 'x-wx-openid': openid })).answer
}

const idsOf = (answer: Answer): unknown[] => (answer.data?.list ?? []).map((item) => (JSON.parse(item) as { _id: unknown })._id)
const stored = async (name: string): Promise<unknown[]> => (await local.db('e').collection(name).orderBy('_id', 'asc').get()).data as unknown[]

/** One document of mine, one of somebody else's, one of the administration's. */
beforeEach(async () => {
  for (const name of [...LEVELS, 'NONE', 'RULES']) {
    const collection = local.db('e').collection(name)
    await collection.where({ _id: local.db('e').command.exists(true) }).remove()
    await collection.add([{ _id: 'admins', n: 3 }, { _id: 'mine', _openid: ME, n: 1 }, { _id: 'theirs', _openid: OTHER, n: 2 }])
  }
})

const DENIED = { code: 'DATABASE_PERMISSION_DENIED' }
const ALL = ['admins', 'mine', 'theirs']
const byLevel: [level: string, seen: string[] | null, writes: boolean][] = [
  ['READONLY', ALL, true],
  ['PRIVATE', ['mine'], true],
  ['ADMINWRITE', ALL, false],
  ['ADMINONLY', null, false],
  ['NONE', ['mine'], true],
]

describe.each(byLevel)('%s', (name, seen, writes) => {
  test('reading', async () => {
    const list = await ask(name, 'getDocument', { query: {}, order: { _id: 1 } })
    const total = await ask(name, 'calculateDocument', { query: {} })
    const one = await ask(name, 'getDocument', { query: { _id: 'theirs' } }, { queryType: 'DOC' })
    if (!seen) return expect([list, total, one]).toMatchObject([DENIED, DENIED, DENIED])
    expect(idsOf(list)).toEqual(seen)
    expect(total.data?.total).toBe(seen.length)
    expect(idsOf(one)).toEqual(seen.filter((id) => id === 'theirs'))
  })

  test('adding: the document belongs to who added it', async () => {
    const answer = await ask(name, 'insertDocument', { data: [{ _id: 'new', n: 4 }] })
    if (!writes) {
      expect(answer).toMatchObject(DENIED)
      return expect(await stored(name)).toHaveLength(3)
    }
    expect(answer.data?.insertedIds).toEqual(['new'])
    expect(await stored(name)).toContainEqual({ _id: 'new', _openid: ME, n: 4 })
  })

  test('updating, one and many', async () => {
    const mine = await ask(name, 'modifyDocument', { query: { _id: 'mine' }, data: { $set: { n: 10 } } }, { merge: true, multi: false })
    const theirs = await ask(name, 'modifyDocument', { query: { _id: 'theirs' }, data: { $set: { n: 10 } } }, { merge: true, multi: false })
    const all = await ask(name, 'modifyDocument', { query: { $and: [{ n: { $gt: 0 } }] }, data: { $inc: { n: 1 } } }, { merge: true, multi: true })
    const returned = await ask(name, 'modifyAndReturnDoc', { query: { n: { $gt: 0 } }, data: { $inc: { n: 1 } } })
    const after = await stored(name)
    expect(after).toEqual([{ _id: 'admins', n: 3 }, { _id: 'mine', _openid: ME, n: writes ? 12 : 1 }, { _id: 'theirs', _openid: OTHER, n: 2 }])
    if (!writes) return expect([mine, theirs, all, returned]).toMatchObject([DENIED, DENIED, DENIED, DENIED])
    expect([mine, theirs, all, returned].map(({ data }) => data?.updated)).toEqual([1, 0, 1, 1])
  })

  test('replacing: the owner stays, and what is somebody else’s is refused', async () => {
    const set = (id: string): Promise<Answer> => ask(name, 'modifyDocument', { query: { _id: id }, data: { n: 20 } }, { merge: false, multi: false, upsert: true })
    const answers = [await set('mine'), await set('theirs'), await set('admins'), await set('new')]
    if (!writes) {
      expect(answers).toMatchObject([DENIED, DENIED, DENIED, DENIED])
      return expect(await stored(name)).toHaveLength(3)
    }
    expect(answers).toMatchObject([{ data: { updated: 1 } }, DENIED, DENIED, { data: { updated: 0, upsert_id: 'new' } }])
    expect(await stored(name)).toEqual([{ _id: 'admins', n: 3 }, { _id: 'mine', _openid: ME, n: 20 }, { _id: 'new', _openid: ME, n: 20 }, { _id: 'theirs', _openid: OTHER, n: 2 }])
  })

  test('removing', async () => {
    const theirs = await ask(name, 'removeDocument', { query: { _id: 'theirs' } }, { multi: false })
    const all = await ask(name, 'removeDocument', { query: {} }, { multi: true })
    expect(((await stored(name)) as { _id: string }[]).map(({ _id }) => _id)).toEqual(writes ? ['admins', 'theirs'] : ALL)
    if (!writes) return expect([theirs, all]).toMatchObject([DENIED, DENIED])
    expect([theirs, all].map(({ data }) => data?.deleted)).toEqual([0, 1])
  })

  test('no aggregation, no transaction, no new collection', async () => {
    expect(await ask(name, 'aggregateDocuments', {}, { stages: [] })).toMatchObject({ ...DENIED, message: expect.stringMatching(/aggregateDocuments/) as string })
    for (const action of ['startTransaction', 'commitTransaction', 'abortTransaction', 'addCollection']) expect(await ask(name, action)).toMatchObject({ ...DENIED, message: expect.stringMatching(action) as string })
    expect(await ask(name, 'getDocument', { query: {} }, { transactionId: 'x' })).toMatchObject({ ...DENIED, message: expect.stringMatching(/transactions/) as string })
  })
})

test('nobody becomes the owner of what is not theirs, or gives away what is', async () => {
  const REFUSED = { code: 'INVALID_PARAM', message: 'Invalid Key Name: _openid' }
  expect(await ask('PRIVATE', 'insertDocument', { data: [{ _openid: OTHER }] })).toMatchObject(REFUSED)
  expect(await ask('PRIVATE', 'modifyDocument', { query: { _id: 'mine' }, data: { _openid: OTHER } }, { upsert: true })).toMatchObject(REFUSED)
  for (const data of [{ $set: { _openid: OTHER } }, { $unset: { _openid: '' } }, { $set: { '_openid.x': 1 } }, { $rename: { n: '_openid' } }]) expect(await ask('PRIVATE', 'modifyDocument', { query: { _id: 'mine' }, data }, { merge: true })).toMatchObject(REFUSED)
  expect(await ask('PRIVATE', 'modifyDocument', { query: { _id: 'mine' }, data: { $set: { note: '_openid' } } }, { merge: true })).toMatchObject({ data: { updated: 1 } })
})

test('no query reaches around the owner', async () => {
  for (const query of [{ _openid: OTHER }, { $or: [{ _openid: OTHER }, { n: { $gt: 0 } }] }, { $and: [{ _openid: OTHER }] }, { $nor: [{ _openid: ME }] }]) {
    expect(idsOf(await ask('PRIVATE', 'getDocument', { query })).filter((id) => id !== 'mine')).toEqual([])
  }
  expect(await ask('PRIVATE', 'getDocument', {}, { query: '{}]},{"$and":[{}' })).toMatchObject({ code: 'INVALID_PARAM' })
  expect(await ask('PRIVATE', 'getDocument', {}, { query: '{"$date":"2024-01-01"}' })).toMatchObject({ code: 'INVALID_PARAM' })
  expect(await ask('PRIVATE', 'getDocument', { query: { $and: {} } })).toMatchObject({ code: 'INVALID_PARAM' })
  expect(idsOf(await ask('PRIVATE', 'getDocument', {}))).toEqual(['mine'])
  expect(idsOf(await ask('PRIVATE', 'getDocument', { query: {} }, {}, OTHER))).toEqual(['theirs'])
})

test('20 documents a query, without a limit and at most', async () => {
  await local.db('e').collection('READONLY').add(Array.from({ length: 30 }, (_unused, i) => ({ i })))
  for (const [limit, found] of [[undefined, 20], [0, 20], [5, 5], [20, 20], [21, 20], [1000, 20]] as const) expect([limit, idsOf(await ask('READONLY', 'getDocument', { query: {} }, { limit })).length]).toEqual([limit, found])
  expect(await ask('READONLY', 'getDocument', { query: {} }, { limit: 'many' })).toMatchObject({ code: 'INVALID_PARAM' })
  expect((await ask('READONLY', 'calculateDocument', { query: {} })).data?.total).toBe(33)
})

test('custom rules are refused by name, as are other services, unknown actions and collections', async () => {
  expect(await ask('RULES', 'getDocument', { query: {} })).toMatchObject({ ...DENIED, message: expect.stringMatching(/CUSTOM/) as string })
  for (const action of ['storage.batchGetDownloadUrl', 'wx.api', 'constructor', '']) expect((await post({ action, envName: 'e' })).answer).toMatchObject({ code: 'INVALID_PARAM', message: expect.stringMatching(/unknown action/) as string })
  expect(await ask('MISSING', 'getDocument', { query: {} })).toMatchObject({ code: 'DATABASE_COLLECTION_NOT_EXIST' })
})

test('who asks must be said; a page from elsewhere may neither ask here nor as the SDK', async () => {
  expect((await post({}, {})).status).toBe(400)
  const page = { 'x-wx-openid': ME, origin: 'https://evil.example' }
  expect((await post({ action: 'database.getDocument' }, page)).status).toBe(403)
  expect((await fetch(`${local.cloud.url}/admin`, { method: 'POST', headers: page, body: '{}' })).status).toBe(403)
})
