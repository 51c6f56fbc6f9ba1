/** Aggregation by MongoDB's documentation: every operator and stage that the SDK can express, or its refusal. */
import sdk from '@cloudbase/node-sdk'
import { compile, evaluate } from '../../local-cloud/aggregate/expression'
import { aggregate, type Stage } from '../../local-cloud/aggregate/pipeline'
import { Environment } from '../../local-cloud/store/environment'
import type { Disk } from '../../local-cloud/store/disk'
import { Decimal128, Long, ObjectId, type Doc, type Value } from '../../local-cloud/values/types'
import { cloudForFile, errorOf } from './support/cloud'

const doc: Doc = { a: 5, b: -2.5, t: 'Hello', n: null, list: [3, 1, 2], docs: [{ x: 1 }, { x: 2, y: { z: 9 } }, {}], d: new Date('2024-02-29T13:14:15.678Z'), deep: { x: { y: 7 } }, yes: true, names: ['b', 'a', 'b'] }
const value = (expression: Value): Value => evaluate(compile(expression), doc)

describe('expressions', () => {
  test.each<[Value, Value]>([
    // References
    ['$a', 5],
    ['$deep.x.y', 7],
    ['$docs.x', [1, 2]],
    ['$docs.y.z', [9]],
    ['$none', undefined],
    ['$list.0', []],
    ['$$ROOT.a', 5],
    [{ $literal: '$a' }, '$a'],
    [['$a', '$none'], [5, null]],
    [{ x: '$a', y: '$none' }, { x: 5 }],
    // Arithmetic
    [{ $add: ['$a', 1, 2] }, 8],
    [{ $add: ['$a', null] }, null],
    [{ $add: ['$d', 1000] }, new Date('2024-02-29T13:14:16.678Z')],
    [{ $add: [9007199254740991, 2] }, Long.fromString('9007199254740993')],
    [{ $subtract: ['$a', 7] }, -2],
    [{ $subtract: ['$d', new Date('2024-02-29T13:14:15.000Z')] }, 678],
    [{ $subtract: ['$d', 678] }, new Date('2024-02-29T13:14:15.000Z')],
    [{ $multiply: [2, 3, '$a'] }, 30],
    [{ $multiply: [2, '$none'] }, null],
    [{ $divide: ['$a', 2] }, 2.5],
    [{ $mod: [-7, 3] }, -1],
    [{ $mod: [7.5, 2] }, 1.5],
    [{ $abs: '$b' }, 2.5],
    [{ $abs: '$none' }, null],
    [{ $ceil: '$b' }, -2],
    [{ $floor: '$b' }, -3],
    [{ $trunc: 7.8 }, 7],
    [{ $trunc: [1234.5678, 2] }, 1234.56],
    [{ $trunc: [1234.5678, -2] }, 1200],
    [{ $round: 2.5 }, 2],
    [{ $round: 3.5 }, 4],
    [{ $round: [1.25, 1] }, 1.2],
    [{ $round: [1.005, 2] }, 1],
    [{ $sqrt: 16 }, 4],
    [{ $pow: [2, 10] }, 1024],
    [{ $exp: 0 }, 1],
    [{ $ln: 1 }, 0],
    [{ $log10: 1000 }, 3],
    [{ $log: [8, 2] }, 3],
    // Comparison and logic
    [{ $cmp: ['$a', 3] }, 1],
    [{ $eq: ['$n', null] }, true],
    [{ $eq: ['$none', null] }, false],
    [{ $lt: ['$none', null] }, true],
    [{ $gt: ['a', 5] }, true],
    [{ $gte: ['$a', 5] }, true],
    [{ $lte: [new Date(0), '$d'] }, true],
    [{ $ne: [[1, 2], [2, 1]] }, true],
    [{ $and: [1, '$yes', 'text'] }, true],
    [{ $and: [] }, true],
    [{ $and: [1, 0] }, false],
    [{ $or: [null, 0] }, false],
    [{ $or: ['$none', [0]] }, true],
    [{ $not: ['$none'] }, true],
    [{ $not: [''] }, false],
    [{ $cond: ['$yes', 'y', 'n'] }, 'y'],
    [{ $cond: { if: { $gt: ['$a', 9] }, then: 1, else: 2 } }, 2],
    [{ $ifNull: ['$none', '$n', 'z'] }, 'z'],
    [{ $ifNull: ['$a', 1] }, 5],
    [{ $switch: { branches: [{ case: { $eq: ['$a', 1] }, then: 'one' }, { case: { $eq: ['$a', 5] }, then: 'five' }], default: 'other' } }, 'five'],
    [{ $switch: { branches: [{ case: false, then: 1 }], default: 'other' } }, 'other'],
    [{ $let: { vars: { x: '$a', y: 2 }, in: { $multiply: ['$$x', '$$y'] } } }, 10],
    // Arrays
    [{ $arrayElemAt: ['$list', -1] }, 2],
    [{ $arrayElemAt: ['$list', 9] }, undefined],
    [{ $arrayElemAt: ['$none', 0] }, null],
    [{ $concatArrays: ['$list', [9]] }, [3, 1, 2, 9]],
    [{ $concatArrays: ['$list', null] }, null],
    [{ $filter: { input: '$list', as: 'v', cond: { $gte: ['$$v', 2] } } }, [3, 2]],
    [{ $filter: { input: '$list', cond: { $gte: ['$$this', 2] } } }, [3, 2]],
    [{ $filter: { input: null, cond: true } }, null],
    [{ $map: { input: '$list', as: 'v', in: { $add: ['$$v', '$a'] } } }, [8, 6, 7]],
    [{ $map: { input: '$docs', in: '$$this.x' } }, [1, 2, null]],
    [{ $reduce: { input: '$names', initialValue: '', in: { $concat: ['$$value', '$$this'] } } }, 'bab'],
    [{ $in: [2, '$list'] }, true],
    [{ $indexOfArray: ['$list', 2] }, 2],
    [{ $indexOfArray: ['$list', 3, 1] }, -1],
    [{ $indexOfArray: [null, 3] }, null],
    [{ $isArray: '$list' }, true],
    [{ $isArray: ['$a'] }, false],
    [{ $range: [0, 10, 4] }, [0, 4, 8]],
    [{ $range: [3, 0, -1] }, [3, 2, 1]],
    [{ $range: [0, 0] }, []],
    [{ $reverseArray: '$list' }, [2, 1, 3]],
    [{ $size: '$list' }, 3],
    [{ $slice: ['$list', 2] }, [3, 1]],
    [{ $slice: ['$list', -2] }, [1, 2]],
    [{ $slice: ['$list', 1, 1] }, [1]],
    [{ $slice: ['$list', -9, 1] }, [3]],
    [{ $zip: { inputs: ['$list', ['x', 'y']] } }, [[3, 'x'], [1, 'y']]],
    [{ $zip: { inputs: ['$list', ['x']], useLongestLength: true, defaults: [0, '?'] } }, [[3, 'x'], [1, '?'], [2, '?']]],
    [{ $first: '$list' }, 3],
    [{ $last: '$list' }, 2],
    [{ $arrayToObject: [[['a', 1], ['b', 2]]] }, { a: 1, b: 2 }],
    [{ $arrayToObject: { $literal: [{ k: 'x', v: null }] } }, { x: null }],
    [{ $objectToArray: '$deep.x' }, [{ k: 'y', v: 7 }]],
    // Sets
    [{ $allElementsTrue: [[1, 'x', []]] }, true],
    [{ $allElementsTrue: [[1, null]] }, false],
    [{ $anyElementTrue: [[0, false, 1]] }, true],
    [{ $setEquals: [[1, 2, 1], [2, 1]] }, true],
    [{ $setIsSubset: [[1], [2, 1]] }, true],
    [{ $setUnion: [[2, 1], [3, 1]] }, [1, 2, 3]],
    [{ $setIntersection: [[3, 1, 2], [2, 3, 3]] }, [2, 3]],
    [{ $setDifference: [[3, 1, 2, 1], [2]] }, [3, 1]],
    [{ $setUnion: [[1], null] }, null],
    // Totals over one array or several values
    [{ $sum: '$list' }, 6],
    [{ $sum: ['$a', 1, 'x', '$list'] }, 6],
    [{ $avg: '$list' }, 2],
    [{ $avg: [['x']] }, null],
    [{ $min: '$list' }, 1],
    [{ $max: ['$a', '$n', 9] }, 9],
    [{ $stdDevPop: [[2, 4, 4, 4, 5, 5, 7, 9]] }, 2],
    [{ $stdDevSamp: [[1]] }, null],
    // Text
    [{ $concat: ['$t', ' ', 'you'] }, 'Hello you'],
    [{ $concat: ['$t', '$none'] }, null],
    [{ $toLower: '$t' }, 'hello'],
    [{ $toUpper: 'straße é' }, 'STRAßE é'],
    [{ $toUpper: null }, ''],
    [{ $strcasecmp: ['abc', 'ABD'] }, -1],
    [{ $strLenCP: '支部😀' }, 3],
    [{ $strLenBytes: '支部' }, 6],
    [{ $substr: ['Hello', 1, -1] }, 'ello'],
    [{ $substr: [12345, 0, 2] }, '12'],
    [{ $substrBytes: ['支部', 3, 3] }, '部'],
    [{ $substrCP: ['支部😀x', 1, 2] }, '部😀'],
    [{ $substrCP: [null, 0, 2] }, ''],
    [{ $indexOfCP: ['支部x', 'x'] }, 2],
    [{ $indexOfBytes: ['支部x', 'x'] }, 6],
    [{ $indexOfCP: ['aaa', 'a', 1] }, 1],
    [{ $indexOfCP: ['aaa', 'b'] }, -1],
    [{ $split: ['a-b-c', '-'] }, ['a', 'b', 'c']],
    [{ $trim: { input: '  a b ' } }, 'a b'],
    [{ $ltrim: { input: 'xxaxx', chars: 'x' } }, 'axx'],
    [{ $rtrim: { input: 'xxaxx', chars: 'x' } }, 'xxa'],
    [{ $replaceOne: { input: 'aa', find: 'a', replacement: { $literal: '$&' } } }, '$&a'],
    [{ $replaceAll: { input: 'aa', find: 'a', replacement: 'b' } }, 'bb'],
    [{ $regexMatch: { input: '$t', regex: '^h', options: 'i' } }, true],
    [{ $regexFind: { input: '支部 12', regex: /(\d)(\d)/ } }, { match: '12', idx: 3, captures: ['1', '2'] }],
    [{ $regexFindAll: { input: 'a1b2', regex: '[0-9]' } }, [{ match: '1', idx: 1, captures: [] }, { match: '2', idx: 3, captures: [] }]],
    // Dates
    [{ $year: '$d' }, 2024],
    [{ $month: '$d' }, 2],
    [{ $dayOfMonth: '$d' }, 29],
    [{ $hour: { date: '$d', timezone: 'Asia/Shanghai' } }, 21],
    [{ $hour: { date: '$d', timezone: '+08:00' } }, 21],
    [{ $minute: '$d' }, 14],
    [{ $second: ['$d'] }, 15],
    [{ $millisecond: '$d' }, 678],
    [{ $dayOfYear: '$d' }, 60],
    [{ $dayOfWeek: '$d' }, 5],
    [{ $week: '$d' }, 8],
    [{ $week: new Date('2024-01-06T00:00:00Z') }, 0],
    [{ $week: new Date('2024-01-07T00:00:00Z') }, 1],
    [{ $week: new Date('2023-01-01T00:00:00Z') }, 1],
    [{ $isoWeek: new Date('2021-01-01T00:00:00Z') }, 53],
    [{ $isoWeekYear: new Date('2021-01-01T00:00:00Z') }, 2020],
    [{ $isoDayOfWeek: new Date('2024-03-03T00:00:00Z') }, 7],
    [{ $year: '$none' }, null],
    [{ $dateToString: { date: '$d' } }, '2024-02-29T13:14:15.678Z'],
    [{ $dateToString: { date: '$d', format: '%Y年%m月%d日 %H:%M:%S.%L %j %u %w %U %V %G %%', timezone: 'Asia/Shanghai' } }, '2024年02月29日 21:14:15.678 060 4 5 08 09 2024 %'],
    [{ $dateToString: { date: '$d', format: '%z %Z', timezone: '-03:30' } }, '-0330 -210'],
    [{ $dateToString: { date: '$n', onNull: 'none' } }, 'none'],
    [{ $dateFromString: { dateString: '2024-02-29' } }, new Date('2024-02-29T00:00:00Z')],
    [{ $dateFromString: { dateString: '2024-02-29T10:00:00', timezone: 'Asia/Shanghai' } }, new Date('2024-02-29T02:00:00Z')],
    [{ $dateFromString: { dateString: '2024-02-29T10:00:00+0800' } }, new Date('2024-02-29T02:00:00Z')],
    [{ $dateFromString: { dateString: '29.02.2024', format: '%d.%m.%Y' } }, new Date('2024-02-29T00:00:00Z')],
    [{ $dateFromString: { dateString: '2023-02-29', onError: 'bad' } }, 'bad'],
    [{ $dateFromString: { dateString: null, onNull: 'none' } }, 'none'],
    [{ $dateFromParts: { year: 2024, month: 2, day: 29, hour: 8, timezone: 'Asia/Shanghai' } }, new Date('2024-02-29T00:00:00Z')],
    [{ $dateFromParts: { year: 2024, month: 14, day: 0 } }, new Date('2025-01-31T00:00:00Z')],
    [{ $dateFromParts: { isoWeekYear: 2021, isoWeek: 1, isoDayOfWeek: 1 } }, new Date('2021-01-04T00:00:00Z')],
    [{ $dateToParts: { date: '$d' } }, { year: 2024, month: 2, day: 29, hour: 13, minute: 14, second: 15, millisecond: 678 }],
    [{ $dateAdd: { startDate: new Date('2024-01-31T00:00:00Z'), unit: 'month', amount: 1 } }, new Date('2024-02-29T00:00:00Z')],
    [{ $dateSubtract: { startDate: '$d', unit: 'hour', amount: 13 } }, new Date('2024-02-29T00:14:15.678Z')],
    [{ $dateDiff: { startDate: new Date('2023-12-31T23:59:59Z'), endDate: new Date('2024-01-01T00:00:00Z'), unit: 'year' } }, 1],
    [{ $dateDiff: { startDate: new Date('2024-03-02T00:00:00Z'), endDate: new Date('2024-03-03T00:00:00Z'), unit: 'week' } }, 1],
    [{ $dateDiff: { startDate: new Date('2024-03-02T00:00:00Z'), endDate: new Date('2024-03-03T00:00:00Z'), unit: 'week', startOfWeek: 'monday' } }, 0],
    [{ $dateTrunc: { date: '$d', unit: 'month' } }, new Date('2024-02-01T00:00:00Z')],
    [{ $dateTrunc: { date: '$d', unit: 'day', timezone: '+08:00' } }, new Date('2024-02-28T16:00:00Z')],
    [{ $dateTrunc: { date: '$d', unit: 'week', startOfWeek: 'monday' } }, new Date('2024-02-26T00:00:00Z')],
    [{ $dateTrunc: { date: '$d', unit: 'minute', binSize: 15 } }, new Date('2024-02-29T13:00:00Z')],
    // Documents and types
    [{ $mergeObjects: ['$deep', { a: 1 }, null] }, { x: { y: 7 }, a: 1 }],
    [{ $type: '$a' }, 'int'],
    [{ $type: '$b' }, 'double'],
    [{ $type: '$none' }, 'missing'],
    [{ $type: '$docs' }, 'array'],
    [{ $type: { $literal: 1_700_000_000_000 } }, 'long'],
    [{ $toString: '$a' }, '5'],
    [{ $toString: '$d' }, '2024-02-29T13:14:15.678Z'],
    [{ $toInt: '-12' }, -12],
    [{ $toInt: 12.9 }, 12],
    [{ $toDouble: '1.5e3' }, 1500],
    [{ $toBool: 'false' }, true],
    [{ $toDate: '2024-02-29' }, new Date('2024-02-29T00:00:00Z')],
    [{ $toDate: 0 }, new Date(0)],
    [{ $toObjectId: '507f1f77bcf86cd799439011' }, new ObjectId('507f1f77bcf86cd799439011')],
    [{ $toInt: null }, null],
    [{ $convert: { input: 'x', to: 'int', onError: 'bad' } }, 'bad'],
    [{ $convert: { input: null, to: 'int', onNull: 0 } }, 0],
    [{ $getField: 'a' }, 5],
    [{ $isNumber: '$b' }, true],
  ])('%j', (expression, expected) => {
    expect(value(expression)).toEqual(expected)
  })

  test.each<[Value, RegExp]>([
    [{ $foo: 1 }, /Unrecognized expression '\$foo'/],
    [{ $add: 1, $subtract: 2 }, /exactly one operator/],
    [{ $add: ['x'] }, /numeric or date/],
    [{ $add: [new Date(0), new Date(0)] }, /only one date/],
    [{ $subtract: [1, new Date(0)] }, /can't \$subtract/],
    [{ $divide: [1, 0] }, /divide by zero/],
    [{ $mod: [1, 0] }, /mod by zero/],
    [{ $sqrt: -1 }, /\$sqrt/],
    [{ $ln: 0 }, /\$ln/],
    [{ $abs: 'x' }, /numeric/],
    [{ $abs: Decimal128.fromString('1') }, /Decimal128/],
    [{ $cond: [1, 2] }, /3 arguments/],
    [{ $cond: { if: 1, then: 2 } }, /else/],
    [{ $switch: { branches: [{ case: false, then: 1 }] } }, /no default/],
    [{ $size: '$a' }, /must be an array/],
    [{ $in: [1, 2] }, /array/],
    [{ $concat: ['a', 1] }, /string/],
    [{ $substrBytes: ['支', 1, 1] }, /continuation byte/],
    [{ $strLenCP: '$n' }, /string/],
    [{ $split: ['a', ''] }, /separator/],
    [{ $year: 'x' }, /date/],
    [{ $dateToString: { date: '$d', format: '%q' } }, /%q/],
    [{ $hour: { date: '$d', timezone: 'Mars/Olympus' } }, /time zone/],
    [{ $dateFromString: { dateString: 'soon' } }, /parsing date string/],
    [{ $toInt: '1.5' }, /parse number/],
    [{ $toInt: 3e9 }, /overflow/],
    [{ $map: { input: '$list' } }, /'in'/],
    [{ $filter: { input: '$list', cond: 1, foo: 1 } }, /foo/],
    [{ $arrayToObject: [['x']] }, /pairs/],
    ['$$nothing', /undefined variable/],
    ['$', /field path/],
    ['$a..b', /field path/],
    [{ 'a.b': 1 }, /'\.'/],
  ])('%j is refused', (expression, message) => {
    expect(() => value(expression)).toThrow(message)
  })
})

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
