/**
 * mingo, another evaluator of MongoDB's language, as an oracle that knows nothing of ours: random documents and
 * requests, the same answer. Where mingo deviates from MongoDB's manual the request is not made; each such place is
 * marked "Not:" with what the manual says, which the tables of the other files check. Order of the fields in a
 * document is not compared, since mingo has its own; the tables do.
 */
import fc from 'fast-check'
import { aggregate as mingo, find, Query } from 'mingo'
import { readPipeline } from '../../local-cloud/aggregate/pipeline'
import { matcherOf } from '../../local-cloud/query/match'
import { readProjection } from '../../local-cloud/query/project'
import { readSort, sortBy } from '../../local-cloud/query/sort'
import { canonical } from '../../local-cloud/values/ejson'
import { clone, isArray, isDoc, type Doc, type Value } from '../../local-cloud/values/types'

type Some<T = Value> = fc.Arbitrary<T>
/** fast-check's types are narrower than a Value. */
const values = (arbitrary: fc.Arbitrary<unknown>): Some => arbitrary as Some
const one = (...given: Value[]): Some => fc.constantFrom(...given)

// Documents

const scalar = fc.oneof({ weight: 6, arbitrary: values(fc.integer({ min: -1, max: 4 })) }, { weight: 3, arbitrary: one('a', 'ab', 'abc', 'b', '') }, { weight: 2, arbitrary: one(null, true, false, 2.5, new Date(0), new Date(5)) })
const list = values(fc.array(scalar, { maxLength: 3 }))
// Fields of documents in one order only. Not: equality of documents, where the order counts for MongoDB.
const inner = values(fc.record({ c: scalar, d: scalar }, { requiredKeys: [] }))
const rows = values(fc.array(fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }), { maxLength: 3 }))
const document = fc.record({ a: fc.oneof(scalar, scalar, scalar, list), b: scalar, d: inner, e: rows, l: list, n: values(fc.integer({ min: -3, max: 9 })), s: one('', 'a', 'Ab', 'b-c') }, { requiredKeys: [] }) as Some<Doc>
const numbered = (docs: Doc[]): Doc[] => docs.map((doc, i) => ({ _id: i, ...doc }))
const documents = fc.array(document, { minLength: 1, maxLength: 8 }).map(numbered)

// Queries

const SCALARS = ['b', 'd.c', 'd.d', 'n', 'none']
const comparison = fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte')
// Not: $gte and $lte with null, which find missing fields too.
const compared = values(fc.tuple(comparison, scalar).filter(([op, operand]) => operand !== null || (op !== '$gte' && op !== '$lte')).map(([op, operand]) => ({ [op]: operand })))
const listed = values(fc.tuple(fc.constantFrom('$in', '$nin'), fc.array(scalar, { maxLength: 3 })).map(([op, operand]) => ({ [op]: operand })))
const anywhere = fc.oneof({ weight: 3, arbitrary: scalar }, { weight: 4, arbitrary: compared }, { weight: 2, arbitrary: listed }, one({ $exists: true }, { $exists: false }, { $regex: '^a' }, { $regex: 'B', $options: 'i' }, /b$/))
const isPlain = (value: Value): boolean => !isDoc(value) && !(value instanceof RegExp)
const negated = (operand: Some): Some => fc.oneof({ weight: 4, arbitrary: operand }, { weight: 1, arbitrary: operand.filter((value) => !isPlain(value)).map((value): Value => ({ $not: value })) })
const at = (paths: readonly string[], operand: Some): Some<Doc> => fc.tuple(fc.constantFrom(...paths), negated(operand)).map(([name, value]) => ({ [name]: value }))
const single = fc.oneof(
  { weight: 6, arbitrary: at([...SCALARS, 'a', 'l'], anywhere) },
  // Not: null in an array of documents, which finds one that lacks the field.
  { weight: 2, arbitrary: at(['e.x'], anywhere.filter((value) => !shown([value]).includes('null'))) },
  // Not: $type where arrays are: one element of the type is enough. A path through an array is no array.
  { weight: 1, arbitrary: at(SCALARS, one({ $type: 'string' }, { $type: 'number' }, { $type: 'date' }, { $type: ['bool', 'null'] })) },
  // Not: $mod of what is no number: never found.
  { weight: 1, arbitrary: at(['n'], one({ $mod: [2, 0] }, { $mod: [3, 1] }, { $mod: [4, -1] })) },
  // Not: $all of a scalar field, which is equality; of null, which finds missing fields.
  { weight: 1, arbitrary: at(['l'], values(fc.array(scalar.filter((item) => item !== null), { maxLength: 2 }).map(($all) => ({ $all })))) },
  // Not: $size at a path through an array: each value at the path counts by itself.
  { weight: 1, arbitrary: at(['a', 'l', 'e'], one({ $size: 0 }, { $size: 2 })) },
)
const fields: Some<Doc> = fc.array(single, { minLength: 1, maxLength: 3 }).map((parts) => Object.assign({}, ...parts) as Doc)
// Not: $elemMatch with a query on an array of values: finds documents only.
const elements = fc.oneof(
  fc.dictionary(fc.constantFrom('x', 'y'), anywhere, { minKeys: 1, maxKeys: 2 }).map((query): Doc => ({ e: { $elemMatch: { ...query } } })),
  fc.tuple(compared, compared).map(([low, high]): Doc => ({ l: { $elemMatch: { ...(low as Doc), ...(high as Doc) } } })),
)
const query = fc.oneof({ weight: 4, arbitrary: fields }, { weight: 1, arbitrary: elements }, { weight: 2, arbitrary: fc.tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(fields, { minLength: 1, maxLength: 3 })).map(([op, parts]): Doc => ({ [op]: parts })) })

// Not: sorting by fields that hold arrays: by their smallest element, downwards by their largest.
const order: Some<Doc> = fc.array(fc.tuple(fc.constantFrom(...SCALARS, '_id'), fc.constantFrom(1, -1)), { minLength: 1, maxLength: 3 }).map((keys) => Object.fromEntries(keys))
// Not: $slice alone, which keeps the other fields. Excluding fields with _id: 1 is left to the tables.
const projection: Some<Doc> = fc
  .tuple(fc.uniqueArray(fc.constantFrom('a', 'b', 'd.c', 'd.d', 'e.x', 'n', 'l', 'none'), { minLength: 1, maxLength: 4 }), fc.constantFrom(0, 1), fc.constantFrom({}, { _id: 0 }))
  .map(([names, keep, id]) => ({ ...Object.fromEntries(names.map((name) => [name, keep])), ...id }))

// Expressions

const L: Doc = { $ifNull: ['$l', []] }
const S: Doc = { $ifNull: ['$s', ''] }
const N: Doc = { $ifNull: ['$n', 0] }
const { number } = fc.letrec<{ number: Value }>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small' },
    one('$n', '$none', 1, 2, -2.5, null),
    values(fc.tuple(fc.constantFrom('$add', '$multiply', '$subtract'), tie('number'), tie('number')).map(([op, a, b]) => ({ [op]: [a, b] }))),
    values(fc.tuple(fc.constantFrom('$abs', '$ceil', '$floor'), tie('number')).map(([op, a]) => ({ [op]: a }))),
    // Not: $round and $trunc without a place.
    values(fc.tuple(fc.constantFrom('$round', '$trunc'), tie('number')).map(([op, a]) => ({ [op]: [a, 0] }))),
    values(fc.tuple(tie('number'), tie('number'), tie('number')).map(([a, b, c]) => ({ $cond: [{ $gte: [{ $ifNull: [a, 0] }, 1] }, b, c] }))),
    values(tie('number').map((a) => ({ $ifNull: [a, 7] }))),
  ),
}))
const orders = fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$cmp')
const truth = values(
  fc.oneof(
    // Not: values of different types and missing ones: expressions compare across types, unlike queries.
    fc.tuple(orders, one(N, 1, 2.5), one(N, 0, 3)).map(([op, a, b]) => ({ [op]: [a, b] })),
    fc.tuple(orders, one(S, 'a'), one(S, 'b')).map(([op, a, b]) => ({ [op]: [a, b] })),
    // Not: the empty text, which is true.
    fc.tuple(fc.constantFrom('$and', '$or'), one('$n', '$none', '$d', null), one('$n', true, 0)).map(([op, a, b]) => ({ [op]: [a, b] })),
    one('$n', '$none', '$d', null, 0).map((a) => ({ $not: [a] })),
  ),
)
// Not: upper and lower case of null, which are the empty text; texts that are missing in $strcasecmp.
const text = one({ $concat: ['$s', '-', 'x'] }, { $toUpper: S }, { $toLower: S }, { $strLenCP: S }, { $strLenBytes: S }, { $substrCP: [S, 1, 1] }, { $split: ['$s', '-'] }, { $trim: { input: '$s', chars: 'a' } }, { $ltrim: { input: '$s', chars: 'A' } }, { $strcasecmp: [S, 'AB'] }, { $indexOfBytes: [S, '-'] }, { $regexMatch: { input: S, regex: 'b' } }, { $replaceAll: { input: S, find: 'b', replacement: '.' } }, { $toString: '$n' })
const array = one(
  { $size: L }, { $slice: [L, 2] }, { $slice: [L, -1] }, { $slice: [L, 1, 1] }, { $in: [1, L] }, { $isArray: '$a' }, { $reverseArray: L }, { $concatArrays: [L, [1], L] }, { $concatArrays: [L, '$none'] },
  { $arrayElemAt: [L, 0] }, { $arrayElemAt: [L, -1] }, { $arrayElemAt: [L, 5] }, { $indexOfArray: [L, 1] }, { $range: [0, { $abs: N }, 2] }, { $range: [3, N, -1] },
  { $filter: { input: L, as: 'x', cond: { $eq: ['$$x', 1] } } }, { $filter: { input: L, cond: { $isNumber: '$$this' } } }, { $map: { input: L, as: 'x', in: { $eq: ['$$x', 1] } } }, { $map: { input: '$none', in: 1 } },
  { $reduce: { input: { $filter: { input: L, cond: { $isNumber: '$$this' } } }, initialValue: 0, in: { $add: ['$$value', '$$this'] } } },
  // Not: $first and $last of an empty array, which are missing; $zip of one, which is empty.
  { $first: { $concatArrays: [L, [0]] } }, { $last: { $concatArrays: [[0], L] } }, { $zip: { inputs: [{ $concatArrays: [[0], L] }, [1, 2]] } },
  // Not: sums over what is no array.
  { $sum: L }, { $avg: L }, { $max: L }, { $min: L },
  { $setEquals: [L, [1]] }, { $setIsSubset: [[1], L] }, { $allElementsTrue: [[N, 1]] }, { $anyElementTrue: [[N, 0]] },
  { $objectToArray: '$d' }, { $arrayToObject: [[['k', N]]] }, { $mergeObjects: ['$d', { z: 1 }, null] },
)
/** Sets have no order. */
const sets = one({ $setUnion: [L, [1, 'a']] }, { $setIntersection: [L, [1, 'a', 2]] }, { $setDifference: [L, [1]] })
const T = new Date('2024-02-29T23:30:15.250Z')
const other = one(
  { $switch: { branches: [{ case: { $gt: [N, 3] }, then: 'many' }, { case: { $gt: [N, 0] }, then: 'some' }], default: 'none' } }, { $let: { vars: { v: N }, in: { $add: ['$$v', 1] } } }, { $type: '$b' }, { $literal: '$n' }, { $mod: [N, 3] }, { $divide: [N, 4] }, { $pow: [N, 2] }, { $sqrt: { $abs: N } }, '$d.c', '$e.x', '$none', '$$ROOT.n',
  ...['$year', '$month', '$dayOfMonth', '$dayOfWeek', '$dayOfYear', '$hour', '$minute', '$second', '$millisecond', '$isoWeek', '$isoDayOfWeek'].map((op): Value => ({ [op]: T })),
  { $dateToString: { date: T, format: '%Y-%m-%d %H:%M:%S.%L' } }, { $dateToString: { date: T, format: '%Y/%m/%d %H', timezone: '+08:00' } }, { $add: [T, N] }, { $subtract: [T, N] }, { $dateAdd: { startDate: T, unit: 'day', amount: N } },
)

// Stages

// Not: $push and $addToSet of a missing value, which is left out; deviations of texts and of one sample, which are null.
const V: Doc = { $ifNull: ['$b', null] }
const accumulator = fc.oneof(
  values(fc.tuple(fc.constantFrom('$sum', '$avg', '$min', '$max', '$first', '$last'), one('$n', '$b', '$d.c', '$none', 1)).map(([op, operand]) => ({ [op]: operand }))),
  one({ $push: V }, { $addToSet: V }, { $stdDevPop: N }, { $mergeObjects: '$d' }, { $count: {} }),
)
const group = fc.tuple(one('$b', null, '$d', { x: '$d.c' }, { $mod: [N, 3] }, '$l'), accumulator, accumulator).map(([id, p, q]): Doc => ({ $group: { _id: id, p, q } }))
const COUNTED: Doc = { total: { $sum: '$n' }, count: { $sum: 1 } }
const stage = fc.oneof(
  query.map((asked): Doc => ({ $match: asked })),
  order.map((keys): Doc => ({ $sort: keys })),
  fc.nat(4).map((most): Doc => ({ $skip: most })),
  fc.integer({ min: 1, max: 9 }).map((most): Doc => ({ $limit: most })),
  projection.map((flags): Doc => ({ $project: flags })),
  group,
  // Not: $unwind of a scalar, which is an array of one, also where it is 0 or the empty text; its position is null.
  one({ $unwind: '$l' }, { $unwind: { path: '$e', preserveNullAndEmptyArrays: true } }, { $unwind: { path: '$l', includeArrayIndex: 'i' } }) as Some<Doc>,
  // Not: $addFields of a document, which names fields below, as a dotted path does.
  one({ $addFields: { p: N, 'd.z': 1 } }, { $unset: 'a' }, { $unset: ['d.c', 'l'] }, { $unset: 'e.x' }, { $replaceWith: { m: N } }, { $replaceRoot: { newRoot: { $mergeObjects: [{ z: 1 }, '$d'] } } }) as Some<Doc>,
  // Not: counting nothing, which answers no document; buckets without documents, which are not there (dropped
  // below); a value on a boundary, which belongs above it.
  one({ $count: 'many' }, { $sortByCount: '$b' }, { $facet: { x: [{ $limit: 2 }], y: [{ $count: 'm' }] } }, { $bucket: { groupBy: '$n', boundaries: [-3.5, 0.5, 4.5], default: 'rest', output: COUNTED } }) as Some<Doc>,
)

// Comparing

/** With the fields of documents by name, and numbers to 12 digits: the last ones depend on the order of adding. */
function byName(value: Value): Value {
  if (typeof value === 'number') return Number(value.toPrecision(12))
  if (isArray(value)) return value.map(byName)
  return isDoc(value) ? Object.fromEntries(Object.keys(value).sort().map((name) => [name, byName(value[name])])) : value
}
/** One text for everything that is the same answer. Not: −0, which is 0. */
const shown = (value: unknown): string => canonical(byName(value as Value))
const unordered = (items: Value): string[] => (items as Value[]).map(shown).sort()
const run = (docs: Doc[], stages: Doc[]): Doc[] => readPipeline(stages, { documents: () => [] })(docs, { root: {}, variables: {}, now: new Date() })
const theirs = (docs: Doc[], stages: Doc[]): Doc[] => mingo(clone(docs), clone(stages)) as Doc[]

/**
 * The same requests each time, so that a rare deviation of mingo's fails nobody's unrelated work. To look further:
 * ORACLE_RUNS=10000 ORACLE_SEED=7 npx jest tests/local-cloud/oracle
 */
const numRuns = Number(process.env['ORACLE_RUNS'] ?? 500)
const seed = Number(process.env['ORACLE_SEED'] ?? 1)
const holds = (property: fc.IProperty<unknown[]>): void => fc.assert(property, { numRuns, seed })

test('queries find the same', () => {
  holds(fc.property(document, query, (doc, asked) => expect(matcherOf(asked)(doc)).toBe(new Query(asked).test(doc))))
})

test('orders are the same, equals in their order', () => {
  holds(fc.property(documents, order, (docs, keys) => expect(shown(sortBy(docs, readSort(keys), (doc) => doc))).toBe(shown(find(docs, {}).sort(keys as Record<string, 1 | -1>).all()))))
})

test('projections keep the same', () => {
  holds(fc.property(document, projection, (doc, flags) => expect(shown([{ _id: 1, ...doc }].map(readProjection(flags)))).toBe(shown(find(clone([{ _id: 1, ...doc }]), {}, flags as never).all()))))
})

test('expressions compute the same', () => {
  holds(fc.property(document, fc.oneof({ weight: 3, arbitrary: number }, truth, text, { weight: 3, arbitrary: array }, other), (doc, computed) => expect(shown(run([doc], [{ $project: { p: computed } }]))).toBe(shown(theirs([doc], [{ $project: { p: computed } }])))))
})

test('sets hold the same', () => {
  holds(fc.property(document, sets, (doc, computed) => expect(unordered(run([doc], [{ $project: { p: computed } }])[0]?.['p'])).toEqual(unordered(theirs([doc], [{ $project: { p: computed } }])[0]?.['p']))))
})

test('stages answer the same', () => {
  holds(
    fc.property(documents, stage, (docs, asked) => {
      const ours = run(docs, [asked])
      const others = theirs(docs, [asked]).filter((doc) => !('$bucket' in asked) || doc['count'] !== 0)
      // Equal counts come in any order, and so do the members of a set.
      if ('$sortByCount' in asked || JSON.stringify(asked).includes('$addToSet')) {
        const flat = (found: Doc[]): string[] => unordered(found.map((doc) => Object.fromEntries(Object.entries(doc).map(([name, value]) => [name, name !== '_id' && isArray(value) ? unordered(value) : value]))))
        expect(flat(ours)).toEqual(flat(others))
      } else expect(shown(ours)).toBe(shown(others))
    }),
  )
})

test('a pipeline is its stages one after another', () => {
  holds(fc.property(documents, query, order, fc.integer({ min: 1, max: 5 }), (docs, asked, keys, most) => {
    const stages: Doc[] = [{ $match: asked }, { $sort: { ...keys, _id: 1 } }, { $limit: most }, { $unwind: { path: '$l', preserveNullAndEmptyArrays: true } }, { $group: { _id: N, ids: { $push: '$_id' } } }]
    expect(shown(run(docs, stages))).toBe(shown(theirs(docs, stages)))
  }))
})
