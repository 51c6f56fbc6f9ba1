/** Indexes answer as the whole collection does, only quicker; and a unique one keeps its promise. */
import fc from 'fast-check'
import { matches, readQuery } from '../../local-cloud/query/match'
import { readSort, sortBy } from '../../local-cloud/query/sort'
import { Collection, idKey } from '../../local-cloud/store/collection'
import { Index, type IndexSpec } from '../../local-cloud/store/index'
import { SortedList } from '../../local-cloud/store/sorted-list'
import { EMPTY } from '../../local-cloud/values/compare'
import type { Doc, Value } from '../../local-cloud/values/types'
import { cloudForFile, errorOf, jsonFile } from './support/cloud'

const SPECS: IndexSpec[] = [
  { name: 'a', keys: [{ field: 'a', direction: 1 }] },
  { name: 'b-down', keys: [{ field: 'b', direction: -1 }] },
  { name: 'a-b', keys: [{ field: 'a', direction: 1 }, { field: 'b', direction: -1 }] },
  { name: 'e', keys: [{ field: 'e.x', direction: 1 }, { field: 'e.y', direction: 1 }] },
  { name: 'b-c', keys: [{ field: 'b', direction: 1 }, { field: 'd.c', direction: 1 }] },
]

const scalar = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 4 }) as fc.Arbitrary<Value> },
  { weight: 3, arbitrary: fc.constantFrom<Value>('a', 'ab', 'abc', 'b', '', '😀', '\uffee') },
  fc.constantFrom<Value>(null, true, false, 2.5, NaN, -0, Infinity, new Date(0), new Date(5), /^a/),
)
const value: fc.Arbitrary<Value> = fc.oneof({ weight: 8, arbitrary: scalar }, { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) as fc.Arbitrary<Value> }, { weight: 1, arbitrary: fc.record({ c: scalar }) as fc.Arbitrary<Value> })
// Two arrays in one compound key are refused, so only `a` may hold one.
const pair = fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }) as fc.Arbitrary<Doc>
const pairs: fc.Arbitrary<Value> = fc.oneof(pair, fc.array(pair, { maxLength: 3 }))
const document = fc.record({ a: value, b: scalar, d: fc.record({ c: scalar }, { requiredKeys: [] }), e: pairs }, { requiredKeys: [] }) as fc.Arbitrary<Doc>

const field = fc.constantFrom('a', 'b', 'd.c', 'e.x', 'e.y')
const condition: fc.Arbitrary<Value> = fc.oneof(
  value,
  fc.tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte', '$eq', '$ne'), scalar.filter((item) => !(item instanceof RegExp))).map(([op, operand]) => ({ [op]: operand })),
  fc.tuple(scalar, scalar).filter((pair) => !pair.some((item) => item instanceof RegExp)).map(([low, high]) => ({ $gte: low, $lt: high })),
  fc.array(scalar, { maxLength: 4 }).map((items) => ({ $in: items })),
  fc.constantFrom<Value>({ $exists: true }, { $exists: false }, { $regex: '^a' }, { $regex: '^ab?' }, { $regex: 'b' }, /^a|b/),
)
const query: fc.Arbitrary<Doc> = fc.oneof(
  { weight: 4, arbitrary: fc.dictionary(field, condition, { maxKeys: 3 }) as fc.Arbitrary<Doc> },
  { weight: 1, arbitrary: fc.array(fc.dictionary(field, condition, { minKeys: 1, maxKeys: 2 }), { minLength: 1, maxLength: 3 }).map((parts) => ({ $or: parts }) as Doc) },
)
const sort = fc.array(fc.tuple(field, fc.constantFrom(1, -1)), { maxLength: 3 }).map((keys) => Object.fromEntries(keys) as Doc)

function collectionOf(docs: readonly Doc[]): Collection {
  const collection = new Collection('c', 1, undefined, SPECS)
  docs.forEach((doc, i) => collection.apply(idKey(`id${i}`), i + 1, { _id: `id${i}`, ...doc }))
  return collection
}

describe('whatever index serves', () => {
  test('the documents and their order are those of a look at every one', () => {
    fc.assert(
      fc.property(fc.array(document, { maxLength: 40 }), query, sort, fc.nat(5), fc.integer({ min: 1, max: 50 }), fc.array(fc.nat(39)), (docs, asked, order, skip, limit, removed) => {
        const collection = collectionOf(docs)
        for (const i of removed) if (i < docs.length) collection.apply(`id${i}`, i + 1, null)
        const read = readQuery(asked)
        const keys = readSort(order)
        const every = [...collection.all()].filter((rec) => matches(read, rec.doc))
        const expected = sortBy(every, keys, (rec) => rec.doc).slice(skip, skip + limit)
        const found = collection.find(read, keys, skip, limit)
        // Counting along an index alone gives what looking at every document gives.
        expect(collection.count(read).total).toBe(collection.find(read).recs.length)
        expect(found.recs.map((rec) => rec.doc['_id'])).toEqual(expected.map((rec) => rec.doc['_id']))
      }),
      { numRuns: 2000, seed: 20240229 },
    )
  })
})

describe('where an index could miss something', () => {
  const ids = (docs: Doc[], asked: Doc): unknown => collectionOf(docs).find(readQuery(asked)).recs.map((rec) => rec.doc['_id'])
  const others = Array.from({ length: 50 }, (_, i): Doc => ({ a: `z${i}`, e: [{ x: 100 + i, y: 100 + i }] }))
  test('conditions on two fields may be met by different elements of one array', () => {
    expect(ids([{ e: [{ x: 1, y: 1 }, { x: 2, y: 2 }] }, ...others], { 'e.x': 1, 'e.y': 2 })).toEqual(['id0'])
  })
  test('a stored pattern is found by the same pattern', () => {
    expect(ids([{ a: /^abc/ }, { a: 'abcd' }, ...others], { a: /^abc/ })).toEqual(['id0', 'id1'])
  })
  test('a range on an array is met by different elements', () => {
    expect(ids([{ a: [1, 9] }, ...others], { a: { $gt: 5, $lt: 3 } })).toEqual(['id0'])
  })
})

describe('what is looked at', () => {
  const made = new Map<number, Collection>()
  const many = (n: number): Collection => {
    const collection = made.get(n) ?? build(n)
    made.set(n, collection)
    return collection
  }
  const build = (n: number): Collection => collectionOf(Array.from({ length: n }, (_, i) => ({ a: i, b: i % 10, d: { c: `k${i}` } })))
  const examined = (n: number, asked: Doc, order: Doc = {}, limit = 20): number => many(n).find(readQuery(asked), readSort(order), 0, limit).examined

  test.each<[string, Doc, Doc, number]>([
    ['equality', { a: 7 }, {}, 1],
    ['a list of values', { a: { $in: [1, 2, 3] } }, {}, 3],
    ['a range', { a: { $gte: 10, $lt: 15 } }, {}, 5],
    ['a range with one end, within its type', { a: { $lt: 3 } }, {}, 3],
    ['a list and a range behind it', { a: { $in: [5, 15] }, b: { $gte: 5 } }, {}, 2],
    ['a range of ids', { _id: { $gt: 'id5' } }, { _id: 1 }, 20],
    ['an order with a limit', {}, { a: -1 }, 20],
    ['equality and an order on the next field', { a: 500 }, { b: 1 }, 1],
    ['either of two', { $or: [{ a: 3 }, { a: { $lt: 2 } }] }, {}, 3],
  ])('%s: as many as are found, in 1,000 documents and in 20,000', (_what, asked, order, expected) => {
    expect(examined(1000, asked, order)).toBe(expected)
    expect(examined(20_000, asked, order)).toBe(expected)
  })

  test('what no index knows looks at everything', () => {
    expect(many(1000).find(readQuery({ 'd.x': 1 }))).toMatchObject({ examined: 1000, plan: 'whole collection' })
  })
})

describe('keys', () => {
  const keys = (doc: Doc, ...fields: string[]): unknown => new Index({ name: 'i', keys: fields.map((name) => ({ field: name, direction: 1 })) }).keysOf(doc)
  test.each<[string, Doc, string[], unknown]>([
    ['plain fields', { a: 1, b: { c: 2 } }, ['a', 'b.c'], [[1, 2]]],
    ['missing fields are null', {}, ['a', 'b.c'], [[null, null]]],
    ['one for each element', { a: [1, 2, 1], b: 5 }, ['a', 'b'], [[1, 5], [2, 5]]],
    ['fields of one element stay together', { a: [{ x: 1, y: 1 }, { x: 2, y: 2 }] }, ['a.x', 'a.y'], [[1, 1], [2, 2]]],
    ['an array in an array', { a: [{ x: [1, 2], y: 1 }] }, ['a.x', 'a.y'], [[1, 1], [2, 1]]],
    ['a position', { a: [7, 8] }, ['a.1', 'b'], [[8, null]]],
  ])('%s', (_what, doc, fields, expected) => {
    expect(keys(doc, ...fields)).toEqual(expected)
  })
  test('an empty array has a key of its own, below null', () => {
    expect(keys({ a: [], b: 1 }, 'a', 'b')).toEqual([[EMPTY, 1]])
  })
  test('two different arrays are refused, one-element ones too', () => {
    expect(() => keys({ a: [1], b: [2] }, 'a', 'b')).toThrow(/cannot index parallel arrays \[a\] \[b\]/)
  })
})

describe('the sorted list', () => {
  test('holds what a plain sorted array holds', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 3000 })), { maxLength: 3000 }), (steps) => {
        const list = new SortedList<number>((a, b) => a - b)
        const plain = new Set<number>()
        for (const [add, item] of steps) {
          if (add && !plain.has(item)) {
            list.add(item)
            plain.add(item)
          } else if (!add) expect(list.remove(item)).toBe(plain.delete(item))
        }
        const sorted = [...plain].sort((a, b) => a - b)
        const stretch = list.range((item) => item >= 500, (item) => item > 2000)
        const expected = sorted.filter((item) => item >= 500 && item <= 2000)
        expect(stretch.size).toBe(expected.length)
        expect([...stretch.items(false)]).toEqual(expected)
        expect([...stretch.items(true)]).toEqual(expected.reverse())
        expect(list.size).toBe(sorted.length)
      }),
      { numRuns: 30, seed: 1 },
    )
  })
})

describe('unique indexes', () => {
  const local = cloudForFile(() => ({
    collections: jsonFile([{ name: 'members', indexes: [{ name: 'by-number', unique: true, keys: [{ field: 'branch', direction: 1 }, { field: 'number', direction: 1 }] }, { name: 'by-card', unique: true, keys: [{ field: 'card', direction: 1 }] }] }]),
  }))

  test('refuse a second document with the same key, in every way to write', async () => {
    const db = local.db(local.env())
    const members = db.collection('members')
    await members.add({ _id: 'a', branch: 1, number: 1, card: 'x' })
    await members.add({ _id: 'b', branch: 1, number: 2, card: 'y' })
    for (const call of [members.add({ branch: 1, number: 1, card: 'z' }), members.doc('b').update({ number: 1 }), members.doc('b').set({ branch: 1, number: 1, card: 'y' }), members.doc('c').set({ branch: 1, number: 2, card: 'z' })]) {
      const error = await errorOf(call as Promise<unknown>)
      expect(error).toMatchObject({ code: 'DATABASE_REQUEST_FAILED', message: expect.stringMatching(/E11000 duplicate key error collection: members index: by-number/) as string })
    }
    expect((await members.count()).total).toBe(2)
  })

  test('count a missing field as null, so only one document may lack it', async () => {
    const members = local.db(local.env()).collection('members')
    await members.add({ _id: 'a', branch: 1, number: 1 })
    expect((await errorOf(members.add({ _id: 'b', branch: 1, number: 2 }) as Promise<unknown>)).message).toMatch(/by-card dup key: { card: null }/)
    expect((await errorOf(members.add({ _id: 'b', branch: 1, number: 2, card: null }) as Promise<unknown>)).message).toMatch(/by-card/)
  })

  test('let go of a key when its document goes or changes', async () => {
    const members = local.db(local.env()).collection('members')
    await members.add({ _id: 'a', branch: 1, number: 1, card: 'x' })
    await members.doc('a').update({ card: 'y' })
    await members.add({ _id: 'b', branch: 1, number: 2, card: 'x' })
    await members.doc('b').remove()
    await members.add({ _id: 'c', branch: 1, number: 2, card: 'x' })
    expect((await members.count()).total).toBe(2)
  })

  test('two arrays in one key are refused, and nothing of the document stays', async () => {
    const members = local.db(local.env()).collection('members')
    await members.add({ _id: 'a', branch: [1, 2], number: 1, card: 'x' })
    expect((await errorOf(members.add({ _id: 'b', branch: [1], number: [1, 2], card: 'y' }) as Promise<unknown>)).message).toMatch(/parallel arrays/)
    expect((await members.where({ card: 'y' }).count()).total).toBe(0)
    await members.add({ _id: 'b', branch: 2, number: 2, card: 'y' })
    // Each element of the array is a key.
    expect((await errorOf(members.doc('b').update({ number: 1 }))).message).toMatch(/E11000/)
  })

  test('hold in a race: of 50 who add the same key one succeeds', async () => {
    const members = local.db(local.env()).collection('members')
    const results = await Promise.allSettled(Array.from({ length: 50 }, (_unused, i) => members.add({ branch: 1, number: i, card: 'same' })))
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  })
})
