/** Aggregation stages by MongoDB's documentation, and aggregation through the SDK: every stage that it can express, or its refusal. */
import sdk from '@cloudbase/node-sdk'
import { compile } from '../../local-cloud/aggregate/expression'
import { aggregate, type Stage } from '../../local-cloud/aggregate/pipeline'
import { Environment } from '../../local-cloud/store/environment'
import type { Disk } from '../../local-cloud/store/disk'
import { type Doc } from '../../local-cloud/values/types'
import { cloudForFile, errorOf } from './support/cloud'

describe('stages', () => {
  const memory = { range: () => [], write: () => Promise.resolve(), settled: () => Promise.resolve() } as unknown as Disk
  const env = new Environment('e', 1, memory)
  beforeAll(async () => {
    await env.declare({ name: 'sales', indexes: [{ name: 'item', keys: [{ field: 'item', direction: 1 }] }] })
    await env.declare({ name: 'items' })
    await env.insert('sales', [
      { _id: 1, item: 'a', n: 2, price: 10, tags: ['x', 'y'], at: { type: 'Point', coordinates: [0, 0] } },
      { _id: 2, item: 'b', n: 1, price: 20, tags: [], at: { type: 'Point', coordinates: [1, 0] } },
      { _id: 3, item: 'a', n: 5, price: 5, tags: ['y'], at: { type: 'Point', coordinates: [2, 0] } },
      { _id: 4, item: null, n: 10, at: { type: 'Point', coordinates: [50, 0] } },
      { _id: 5, n: 'many', tags: 'x' },
    ])
    await env.insert('items', [{ _id: 'i1', code: 'a', name: 'A', sizes: [1, 2] }, { _id: 'i2', code: ['b', 'a'], name: 'B' }, { _id: 'i3', name: 'none' }])
  })
  const run = (...stages: Doc[]): Doc[] => aggregate(env, 'sales', stages.map((stage): Stage => ({ name: Object.keys(stage)[0] as string, spec: Object.values(stage)[0] })))

  test.each<[string, Doc[], unknown]>([
    ['$match, $sort, $skip, $limit', [{ $match: { n: { $gte: 1 } } }, { $sort: { n: -1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { n: 1 } }], [{ _id: 3, n: 5 }, { _id: 1, n: 2 }]],
    ['a $match after another stage', [{ $addFields: { double: { $multiply: ['$price', 2] } } }, { $match: { double: { $gt: 15 } } }, { $project: { _id: 0, double: 1 } }], [{ double: 20 }, { double: 40 }]],
    ['$group, where missing is null', [{ $group: { _id: '$item', total: { $sum: '$n' }, times: { $sum: 1 }, most: { $max: '$n' }, least: { $min: '$price' }, mean: { $avg: '$price' } } }], [
      { _id: 'a', total: 7, times: 2, most: 5, least: 5, mean: 7.5 },
      { _id: 'b', total: 1, times: 1, most: 1, least: 20, mean: 20 },
      { _id: null, total: 10, times: 2, most: 'many', least: null, mean: null },
    ]],
    ['$group by several, with lists', [{ $match: { price: { $exists: true } } }, { $group: { _id: { item: '$item' }, ids: { $push: '$_id' }, set: { $addToSet: '$item' }, first: { $first: '$n' }, last: { $last: '$none' }, all: { $mergeObjects: { k: '$_id' } } } }], [
      { _id: { item: 'a' }, ids: [1, 3], set: ['a'], first: 2, last: null, all: { k: 3 } },
      { _id: { item: 'b' }, ids: [2], set: ['b'], first: 1, last: null, all: { k: 2 } },
    ]],
    ['$group of all, with $count', [{ $group: { _id: null, n: { $count: {} }, dev: { $stdDevPop: '$price' } } }], [{ _id: null, n: 5, dev: Math.sqrt(350 / 9) }]],
    ['$sortByCount', [{ $sortByCount: '$item' }], [{ _id: 'a', count: 2 }, { _id: null, count: 2 }, { _id: 'b', count: 1 }]],
    ['$count', [{ $match: { item: 'a' } }, { $count: 'n' }], [{ n: 2 }]],
    ['$count of nothing', [{ $match: { item: 'z' } }, { $count: 'n' }], []],
    ['$unwind', [{ $unwind: '$tags' }, { $project: { tags: 1 } }], [{ _id: 1, tags: 'x' }, { _id: 1, tags: 'y' }, { _id: 3, tags: 'y' }, { _id: 5, tags: 'x' }]],
    ['$unwind that keeps empty ones', [{ $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } }, { $project: { tags: 1, i: 1 } }], [
      { _id: 1, tags: 'x', i: 0 }, { _id: 1, tags: 'y', i: 1 }, { _id: 2, i: null }, { _id: 3, tags: 'y', i: 0 }, { _id: 4, i: null }, { _id: 5, tags: 'x', i: null },
    ]],
    ['$project: keep, compute, nest', [{ $match: { _id: 1 } }, { $project: { item: 1, 'at.type': 1, sum: { $multiply: ['$n', '$price'] }, made: { x: '$n' }, gone: '$none' } }], [{ _id: 1, item: 'a', at: { type: 'Point' }, sum: 20, made: { x: 2 } }]],
    ['$project: leave out', [{ $match: { _id: 2 } }, { $project: { 'at.coordinates': 0, tags: 0, price: 0 } }], [{ _id: 2, item: 'b', n: 1, at: { type: 'Point' } }]],
    ['$project without the id', [{ $match: { _id: 2 } }, { $project: { _id: 0, n: 1 } }], [{ n: 1 }]],
    ['$project through arrays', [{ $match: { _id: 1 } }, { $project: { _id: 0, 'tags.z': 1, list: [1, '$n'] } }], [{ tags: [], list: [1, 2] }]],
    ['$addFields below, and $$REMOVE', [{ $match: { _id: 2 } }, { $addFields: { 'at.kind': '$at.type', tags: '$$REMOVE', 'new.x': 1 } }], [{ _id: 2, item: 'b', n: 1, price: 20, at: { type: 'Point', coordinates: [1, 0], kind: 'Point' }, new: { x: 1 } }]],
    ['$unset', [{ $match: { _id: 2 } }, { $unset: ['at', 'tags', 'price'] }], [{ _id: 2, item: 'b', n: 1 }]],
    ['$replaceRoot', [{ $match: { _id: 2 } }, { $replaceRoot: { newRoot: { $mergeObjects: [{ x: 1 }, '$at'] } } }], [{ x: 1, type: 'Point', coordinates: [1, 0] }]],
    ['$bucket', [{ $bucket: { groupBy: '$price', boundaries: [0, 10, 20], default: 'other', output: { n: { $sum: 1 }, ids: { $push: '$_id' } } } }], [{ _id: 0, n: 1, ids: [3] }, { _id: 10, n: 1, ids: [1] }, { _id: 'other', n: 3, ids: [2, 4, 5] }]],
    ['$bucketAuto', [{ $match: { price: { $gt: 0 } } }, { $bucketAuto: { groupBy: '$price', buckets: 2 } }], [{ _id: { min: 5, max: 20 }, count: 2 }, { _id: { min: 20, max: 20 }, count: 1 }]],
    ['$facet', [{ $facet: { n: [{ $count: 'n' }], ids: [{ $match: { item: 'a' } }, { $project: { _id: 1 } }] } }], [{ n: [{ n: 5 }], ids: [{ _id: 1 }, { _id: 3 }] }]],
    ['$lookup by field: arrays stand for their elements, missing for null', [{ $match: { _id: { $in: [1, 2, 4] } } }, { $lookup: { from: 'items', localField: 'item', foreignField: 'code', as: 'found' } }, { $project: { names: '$found.name' } }], [{ _id: 1, names: ['A', 'B'] }, { _id: 2, names: ['B'] }, { _id: 4, names: ['none'] }]],
    ['$lookup by pipeline', [{ $match: { _id: 1 } }, { $lookup: { from: 'items', let: { code: '$item' }, pipeline: [{ $match: { $expr: { $eq: ['$code', '$$code'] } } }, { $project: { _id: 0, name: 1 } }], as: 'x.found' } }, { $project: { x: 1 } }], [{ _id: 1, x: { found: [{ name: 'A' }] } }]],
    ['$lookup into a collection that is not there', [{ $match: { _id: 1 } }, { $lookup: { from: 'none', localField: 'item', foreignField: 'x', as: 'found' } }, { $project: { found: 1 } }], [{ _id: 1, found: [] }]],
    ['$unionWith', [{ $match: { _id: 1 } }, { $project: { _id: 1 } }, { $unionWith: { coll: 'items', pipeline: [{ $project: { _id: 1 } }] } }], [{ _id: 1 }, { _id: 'i1' }, { _id: 'i2' }, { _id: 'i3' }]],
    ['$geoNear', [{ $geoNear: { near: { type: 'Point', coordinates: [1.9, 0] }, key: 'at', distanceField: 'far.m', maxDistance: 300_000, spherical: true, query: { n: { $gt: 0 } } } }, { $project: { m: { $round: '$far.m' } } }], [{ _id: 3, m: 11132 }, { _id: 2, m: 100187 }, { _id: 1, m: 211506 }]],
    ['$sample of more than there are', [{ $sample: { size: 99 } }, { $count: 'n' }], [{ n: 5 }]],
  ])('%s', (_name, stages, expected) => {
    const before = JSON.stringify(env.look('sales', { kind: 'and', parts: [] }, [], 0, 10).docs)
    expect(run(...stages)).toEqual(expected)
    expect(JSON.stringify(env.look('sales', { kind: 'and', parts: [] }, [], 0, 10).docs)).toBe(before)
  })

  test('$sample takes different documents', () => {
    expect(new Set(run({ $sample: { size: 3 } }).map((one) => one['_id'])).size).toBe(3)
  })

  test('a leading $match and $sort use an index', () => {
    const before = env.examined
    run({ $match: { item: 'b' } }, { $count: 'n' })
    expect(env.examined - before).toBe(1)
  })

  test.each<[string, Doc[], RegExp]>([
    ['an unknown stage', [{ $foo: 1 }], /Unrecognized pipeline stage name: '\$foo'/],
    ['an unknown stage behind others', [{ $match: { item: 'nobody' } }, { $out: 'x' }], /'\$out'/],
    ['$group without an id', [{ $group: { n: { $sum: 1 } } }], /_id/],
    ['$group with an unknown accumulator', [{ $group: { _id: null, n: { $median: 1 } } }], /unknown group operator '\$median'/],
    ['$group with a plain value', [{ $group: { _id: null, n: 5 } }], /accumulator object/],
    ['$limit 0', [{ $limit: 0 }], /positive/],
    ['$sort by nothing', [{ $sort: {} }], /sort key/],
    ['$sort by a word', [{ $sort: { a: 'up' } }], /ordering/],
    ['$project of both kinds', [{ $project: { a: 1, b: 0 } }], /cannot exclude/],
    ['$project of nothing', [{ $project: {} }], /non-empty/],
    ['$unwind without $', [{ $unwind: 'tags' }], /\$/],
    ['$bucket with boundaries out of order', [{ $bucket: { groupBy: '$n', boundaries: [2, 1] } }], /sorted/],
    ['$bucket without a place for a value', [{ $bucket: { groupBy: '$n', boundaries: [0, 1] } }], /default/],
    ['$replaceRoot by no document', [{ $replaceRoot: { newRoot: '$n' } }], /must evaluate to an object/],
    ['$lookup without a field', [{ $lookup: { from: 'items', as: 'x' } }], /\$lookup/],
    ['$geoNear in the middle', [{ $match: {} }, { $geoNear: { near: { type: 'Point', coordinates: [0, 0] }, distanceField: 'd', key: 'at' } }], /first stage/],
    ['$sample of a word', [{ $sample: { size: 'x' } }], /\$sample/],
    ['$match of a list', [{ $match: [] }], /match filter/],
  ])('%s is refused', (_name, stages, message) => {
    expect(() => run(...stages)).toThrow(message)
  })
})

describe('through the SDK', () => {
  const local = cloudForFile()

  test('every aggregation operator of its command object is known here, but $meta, which needs a text index', () => {
    const command = sdk.init({ env: 'x' }).database().command as unknown as { aggregate: Record<string, (part: unknown) => unknown> }
    const unknown = Object.keys(command.aggregate).filter((name) => {
      if (name === 'pipeline') return false
      const operator = Object.keys((command.aggregate[name] as (part: unknown) => object)({}))[0] as string
      try {
        compile({ [operator]: operator === '$literal' ? 1 : [] })
        return false
      } catch (error) {
        return /Unrecognized/.test((error as Error).message) && !['$addToSet', '$push'].includes(operator)
      }
    })
    expect(unknown).toEqual(['meta'])
  })

  test('its stages and commands arrive as meant', async () => {
    const db = local.db(local.env())
    const _ = db.command
    const $ = db.command.aggregate as unknown as Record<string, (part: unknown) => unknown>
    await db.createCollection('orders')
    await db.collection('orders').add([{ _id: 'a', who: 'x', n: 2, on: new Date('2024-03-01T00:00:00Z') }, { _id: 'b', who: 'y', n: 3, on: new Date('2024-03-02T00:00:00Z') }, { _id: 'c', who: 'x', n: 5, on: new Date('2024-04-01T00:00:00Z') }])
    const { data } = await db.collection('orders').aggregate()
      .match({ n: _.gt(1), on: _.gte(new Date('2024-03-01T00:00:00Z')) })
      .group({ _id: { who: '$who', month: $['month']?.('$on') }, total: $['sum']?.('$n') })
      .sort({ total: -1 })
      .limit(10)
      .end()
    expect(data).toEqual([{ _id: { who: 'x', month: 4 }, total: 5 }, { _id: { who: 'y', month: 3 }, total: 3 }, { _id: { who: 'x', month: 3 }, total: 2 }])
    const error = await errorOf(db.collection('orders').aggregate().group({ _id: null, x: { $foo: 1 } }).end() as Promise<unknown>)
    expect(error).toMatchObject({ code: 'DATABASE_REQUEST_FAILED', message: expect.stringMatching(/\$foo/) as string })
  })
})
