/** Each query operator against MongoDB's documented behaviour: which of the documents it finds. */
import { matcherOf } from '../../local-cloud/query/match'
import { readProjection } from '../../local-cloud/query/project'
import { readSort, sortBy } from '../../local-cloud/query/sort'
import { compareValues } from '../../local-cloud/values/compare'
import { parse, parseDoc, stringify } from '../../local-cloud/values/ejson'
import { Binary, Decimal128, Long, MaxKey, MinKey, ObjectId, Timestamp, type Doc, type Value } from '../../local-cloud/values/types'

/** Indexes of the documents found. */
const found = (query: Doc, docs: readonly Doc[]): number[] => docs.flatMap((doc, i) => (matcherOf(query)(doc) ? [i] : []))

type Case = [name: string, query: Doc, docs: Doc[], expected: number[]]

describe('comparison', () => {
  const mixed: Doc[] = [{ v: 1 }, { v: 'a' }, { v: null }, {}, { v: [1, 5] }, { v: true }, { v: new Date(1) }, { v: { a: 1 } }, { v: [] }, { v: NaN }]
  test.each<Case>([
    ['equality finds the value and arrays that hold it', { v: 1 }, mixed, [0, 4]],
    ['$eq is the same', { v: { $eq: 1 } }, mixed, [0, 4]],
    ['null finds null and missing, not an empty array', { v: null }, mixed, [2, 3]],
    ['$ne leaves out arrays that hold it', { v: { $ne: 1 } }, mixed, [1, 2, 3, 5, 6, 7, 8, 9]],
    ['$ne null', { v: { $ne: null } }, mixed, [0, 1, 4, 5, 6, 7, 8, 9]],
    ['$gt compares within the type only', { v: { $gt: 0 } }, mixed, [0, 4]],
    ['$gte', { v: { $gte: 5 } }, mixed, [4]],
    ['$lt', { v: { $lt: 'b' } }, mixed, [1]],
    ['$lte null finds null and missing', { v: { $lte: null } }, mixed, [2, 3]],
    ['$gte null too', { v: { $gte: null } }, mixed, [2, 3]],
    ['$gt null finds nothing', { v: { $gt: null } }, mixed, []],
    ['dates', { v: { $gte: new Date(0) } }, mixed, [6]],
    ['booleans', { v: { $gt: false } }, mixed, [5]],
    ['NaN equals itself', { v: NaN }, mixed, [9]],
    ['numbers below are not NaN', { v: { $lt: 100 } }, mixed, [0, 4]],
    ['$gte NaN finds NaN', { v: { $gte: NaN } }, mixed, [9]],
    ['a range is met by different elements of an array', { v: { $gt: 4, $lt: 2 } }, mixed, [4]],
    ['$in', { v: { $in: [1, 'a'] } }, mixed, [0, 1, 4]],
    ['$in with null', { v: { $in: [null] } }, mixed, [2, 3]],
    ['$in with a pattern', { v: { $in: [/^a/] } }, mixed, [1]],
    ['$in of nothing', { v: { $in: [] } }, mixed, []],
    ['$nin', { v: { $nin: [1, null] } }, mixed, [1, 5, 6, 7, 8, 9]],
    ['an empty array is found by itself', { v: [] }, mixed, [8]],
    ['an array is found as a whole', { v: [1, 5] }, mixed, [4]],
    ['in its order', { v: [5, 1] }, mixed, []],
    ['an array in an array', { v: [1] }, [{ v: [[1], 2] }, { v: [1] }, { v: [[[1]]] }], [0, 1]],
    ['documents compare with the order of their fields', { v: { a: 1, b: 2 } }, [{ v: { a: 1, b: 2 } }, { v: { b: 2, a: 1 } }, { v: { a: 1, b: 2, c: 3 } }], [0]],
    ['$gt on documents', { v: { $gt: { a: 1 } } }, [{ v: { a: 1 } }, { v: { a: 2 } }, { v: { b: 0 } }, { v: {} }], [1, 2]],
    ['1 and Long 1 are equal', { v: 1 }, [{ v: Long.fromNumber(1) }, { v: Decimal128.fromString('1') }], [0, 1]],
    ['long numbers keep their last digit', { v: Long.fromString('9007199254740993') }, [{ v: Long.fromString('9007199254740993') }, { v: Long.fromString('9007199254740992') }], [0]],
    ['ObjectIds', { v: new ObjectId('507f1f77bcf86cd799439011') }, [{ v: new ObjectId('507f1f77bcf86cd799439011') }, { v: '507f1f77bcf86cd799439011' }], [0]],
    ['−0 is 0', { v: 0 }, [{ v: -0 }, { v: 0 }], [0, 1]],
  ])('%s', (_name, query, docs, expected) => {
    expect(found(query, docs)).toEqual(expected)
  })
})

describe('elements, evaluation, arrays, logic', () => {
  const docs: Doc[] = [{ v: 1 }, { v: null }, {}, { v: [] }, { v: ['x', 'yy'] }, { v: 'text' }, { v: 7.5 }, { v: [{ a: 1, b: 1 }, { a: 2, b: 5 }] }, { v: [[1, 2], 3] }]
  test.each<Case>([
    ['$exists true finds null too', { v: { $exists: true } }, docs, [0, 1, 3, 4, 5, 6, 7, 8]],
    ['$exists false', { v: { $exists: false } }, docs, [2]],
    ['$exists below an array', { 'v.a': { $exists: true } }, docs, [7]],
    ['$type by name', { v: { $type: 'string' } }, docs, [4, 5]],
    ['$type by number, and several', { v: { $type: [1, 'null'] } }, docs, [1, 6]],
    ['$type array', { v: { $type: 'array' } }, docs, [3, 4, 7, 8]],
    ['$type number', { v: { $type: 'number' } }, docs, [0, 6, 8]],
    ['$mod cuts fractions off', { v: { $mod: [4, 3] } }, docs, [6, 8]],
    ['$regex', { v: { $regex: '^T', $options: 'i' } }, docs, [5]],
    ['a pattern in an array', { v: /y{2}/ }, docs, [4]],
    ['a stored pattern is found by itself', { v: /a/i }, [{ v: /a/i }, { v: /a/ }, { v: 'A' }], [0, 2]],
    ['$size', { v: { $size: 2 } }, docs, [4, 7, 8]],
    ['$size 0', { v: { $size: 0 } }, docs, [3]],
    ['$all', { v: { $all: ['x', 'yy'] } }, docs, [4]],
    ['$all of a single value', { v: { $all: [1] } }, docs, [0]],
    ['$all of nothing', { v: { $all: [] } }, docs, []],
    ['$all with an array', { v: { $all: [[1, 2]] } }, docs, [8]],
    ['$all with $elemMatch', { v: { $all: [{ $elemMatch: { a: 1 } }, { $elemMatch: { b: { $gt: 4 } } }] } }, docs, [7]],
    ['$elemMatch: one element meets all', { v: { $elemMatch: { a: 1, b: 5 } } }, docs, []],
    ['without it different ones may', { 'v.a': 1, 'v.b': 5 }, docs, [7]],
    ['$elemMatch on values', { v: { $elemMatch: { $gt: 2, $lt: 4 } } }, docs, [8]],
    ['$elemMatch on documents leaves values alone', { v: { $elemMatch: { v: { $exists: false } } } }, [{ v: [1, 2] }, { v: [{ x: 1 }] }], [1]],
    ['$elemMatch with $or', { v: { $elemMatch: { $or: [{ a: 2 }, { b: 9 }] } } }, docs, [7]],
    ['$elemMatch $size looks at the element', { v: { $elemMatch: { $size: 2 } } }, docs, [8]],
    ['$elemMatch on a nested array', { v: { $elemMatch: { $elemMatch: { $eq: 2 } } } }, docs, [8]],
    ['$not finds missing fields', { v: { $not: { $gt: 0 } } }, docs, [1, 2, 3, 4, 5, 7]],
    ['$not with a pattern', { v: { $not: /x/ } }, docs, [0, 1, 2, 3, 6, 7, 8]],
    ['$not over several at once', { v: { $not: { $gt: 0, $lt: 5 } } }, [{ v: 1 }, { v: 9 }, {}], [1, 2]],
    ['$and', { $and: [{ v: { $gt: 0 } }, { v: { $lt: 5 } }] }, docs, [0, 8]],
    ['$or', { $or: [{ v: 1 }, { v: 'text' }] }, docs, [0, 5]],
    ['$nor', { $nor: [{ v: { $exists: true } }] }, docs, [2]],
    ['$expr', { $expr: { $gt: ['$spent', '$budget'] } }, [{ spent: 5, budget: 4 }, { spent: 1, budget: 4 }], [0]],
    ['$comment says nothing', { v: 1, $comment: 'why' }, docs, [0]],
    ['$bitsAllSet', { v: { $bitsAllSet: 5 } }, [{ v: 5 }, { v: 4 }, { v: 7 }], [0, 2]],
    ['$bitsAnyClear by positions', { v: { $bitsAnyClear: [0, 1] } }, [{ v: 3 }, { v: 2 }], [1]],
    ['the empty query finds all', {}, docs, [0, 1, 2, 3, 4, 5, 6, 7, 8]],
  ])('%s', (_name, query, given, expected) => {
    expect(found(query, given)).toEqual(expected)
  })
})

describe('paths', () => {
  test.each<Case>([
    ['into documents', { 'a.b.c': 1 }, [{ a: { b: { c: 1 } } }, { a: { 'b.c': 1 } }], [0]],
    ['through arrays', { 'a.b': 2 }, [{ a: [{ b: 1 }, { b: 2 }] }, { a: [{ b: [1, 2] }] }, { a: [[{ b: 2 }]] }], [0, 1]],
    ['by position', { 'a.1': 5 }, [{ a: [1, 5] }, { a: [5, 1] }, { a: { 1: 5 } }], [0, 2]],
    ['by position and on', { 'a.0.b': 5 }, [{ a: [{ b: 5 }] }, { a: [{ b: 1 }, { b: 5 }] }], [0]],
    ['a position is the element itself', { 'a.0': 1 }, [{ a: [[1]] }, { a: [1] }], [1]],
    ['null below a scalar', { 'a.b': null }, [{ a: 5 }, { a: { b: 1 } }, {}, { a: [1] }, { a: [{}] }, { a: [] }], [0, 2, 4]],
    ['missing below an array of scalars', { 'a.b': { $exists: false } }, [{ a: [1] }, { a: [] }, { a: [{ b: 1 }] }], [0, 1]],
  ])('%s', (_name, query, docs, expected) => {
    expect(found(query, docs)).toEqual(expected)
  })
})

describe('places', () => {
  const point = (longitude: number, latitude: number): Value => ({ type: 'Point', coordinates: [longitude, latitude] })
  const square: Value = { type: 'Polygon', coordinates: [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]], [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]]] }
  const places: Doc[] = [{ at: point(1, 1) }, { at: point(5, 5) }, { at: point(20, 20) }, { at: [2, 2] }, { at: 'nowhere' }, {}, { at: { type: 'LineString', coordinates: [[-5, 5], [3, 5]] } }]
  test.each<Case>([
    ['$geoWithin a polygon with a hole', { at: { $geoWithin: { $geometry: square } } }, places, [0, 3]],
    ['$geoIntersects', { at: { $geoIntersects: { $geometry: square } } }, places, [0, 3, 6]],
    ['$geoWithin a circle, in radians', { at: { $geoWithin: { $centerSphere: [[0, 0], (1.5 * Math.PI) / 180] } } }, places, [0]],
    ['$nearSphere within metres', { at: { $nearSphere: { $geometry: point(0, 0), $maxDistance: 400_000, $minDistance: 200_000 } } }, places, [3]],
    ['a line crossing a line', { at: { $geoIntersects: { $geometry: { type: 'LineString', coordinates: [[0, 0], [0, 10]] } } } }, places, [6]],
  ])('%s', (_name, query, docs, expected) => {
    expect(found(query, docs)).toEqual(expected)
  })
})

describe('refusals name what is wrong', () => {
  test.each<[Doc, RegExp]>([
    [{ v: { $foo: 1 } }, /unknown operator: \$foo/],
    [{ $foo: 1 }, /unknown top level operator: \$foo/],
    [{ v: { $gt: 1, x: 1 } }, /unknown operator: x/],
    [{ v: { $in: 1 } }, /\$in needs an array/],
    [{ v: { $in: [{ $gt: 1 }] } }, /cannot nest \$ under \$in/],
    [{ v: { $all: 1 } }, /\$all needs an array/],
    [{ v: { $size: 'x' } }, /\$size/],
    [{ v: { $size: -1 } }, /negative/],
    [{ v: { $mod: [0, 1] } }, /divisor cannot be 0/],
    [{ v: { $mod: [1] } }, /not enough/],
    [{ v: { $type: 'thing' } }, /thing/],
    [{ v: { $not: 1 } }, /\$not needs/],
    [{ v: { $not: {} } }, /\$not/],
    [{ v: { $elemMatch: 1 } }, /\$elemMatch needs an Object/],
    [{ v: { $regex: '(' } }, /Regular expression is invalid/],
    [{ v: { $regex: 'a', $options: 'g' } }, /invalid flag/],
    [{ v: { $regex: 'a', $options: 'x' } }, /'x' is not supported/],
    [{ v: { $options: 'i' } }, /\$options needs a \$regex/],
    [{ $and: [] }, /nonempty array/],
    [{ $or: [1] }, /full objects/],
    [{ $where: 'this.a' }, /\$where is not supported/],
    [{ $text: { $search: 'a' } }, /\$text is not supported/],
    [{ $jsonSchema: {} }, /\$jsonSchema is not supported/],
    [{ $expr: { $foo: 1 } }, /Unrecognized expression '\$foo'/],
    [{ v: { $geoWithin: { $box: [[0, 0], [1, 1]] } } }, /\$box/],
    [{ v: { $ne: /a/ } }, /\$ne/],
    [{ v: { $gt: /a/ } }, /RegEx/],
  ])('%j', (query, message) => {
    expect(() => matcherOf(query)).toThrow(message)
  })
})

describe('order', () => {
  test('of types is MongoDB\'s', () => {
    const ordered: Value[] = [new MinKey(), null, NaN, -Infinity, -1, 0, 1.5, Long.fromString('9007199254740993'), Infinity, '', 'A', 'a', 'ab', '\uffee', '😀', {}, { a: 1 }, { a: 1, b: 1 }, { a: 2 }, { b: 0 }, [], [1], [1, 2], [2], new Binary(Buffer.from([1])), new ObjectId('507f1f77bcf86cd799439011'), new ObjectId('507f1f77bcf86cd799439012'), false, true, new Date(-1), new Date(0), new Timestamp({ t: 1, i: 1 }), /a/, /b/, new MaxKey()]
    for (let i = 0; i < ordered.length; i++) for (let k = 0; k < ordered.length; k++) expect([i, k, Math.sign(compareValues(ordered[i], ordered[k]))]).toEqual([i, k, Math.sign(i - k)])
  })

  const sorted = (order: Doc, docs: Doc[]): unknown[] => sortBy(docs, readSort(order), (doc) => doc).map((doc) => doc['k'])
  test('missing and null sort alike; an empty array before them', () => {
    expect(sorted({ v: 1 }, [{ k: 1, v: 1 }, { k: 2 }, { k: 3, v: null }, { k: 4, v: [] }])).toEqual([4, 2, 3, 1])
  })
  test('an array sorts by its smallest element, descending by its largest', () => {
    const docs: Doc[] = [{ k: 1, v: [3, 9] }, { k: 2, v: 5 }, { k: 3, v: [1, 4] }]
    expect(sorted({ v: 1 }, docs)).toEqual([3, 1, 2])
    expect(sorted({ v: -1 }, docs)).toEqual([1, 2, 3])
  })
  test('several fields; equals keep their order', () => {
    const docs: Doc[] = [{ k: 1, a: 1, b: 2 }, { k: 2, a: 2, b: 1 }, { k: 3, a: 1, b: 3 }, { k: 4, a: 1, b: 2 }]
    expect(sorted({ a: 1, b: -1 }, docs)).toEqual([3, 1, 4, 2])
    expect(sorted({ 'x.y': 1 }, docs)).toEqual([1, 2, 3, 4])
  })
})

describe('projection', () => {
  const doc: Doc = { a: 1, _id: 'i', b: { c: 1, d: [1, 2, 3] }, e: [{ f: 1, g: 1 }, { g: 2 }, 5] }
  test.each<[Doc, unknown]>([
    [{ a: 1 }, { _id: 'i', a: 1 }],
    [{ a: true, _id: 0 }, { a: 1 }],
    [{ a: 0, b: 0 }, { _id: 'i', e: [{ f: 1, g: 1 }, { g: 2 }, 5] }],
    [{ _id: 1 }, { _id: 'i' }],
    [{ _id: 0 }, { a: 1, b: { c: 1, d: [1, 2, 3] }, e: [{ f: 1, g: 1 }, { g: 2 }, 5] }],
    [{ 'b.c': 1 }, { _id: 'i', b: { c: 1 } }],
    [{ 'e.f': 1, _id: 0 }, { e: [{ f: 1 }, {}] }],
    [{ 'e.g': 0, a: 0, b: 0, _id: 0 }, { e: [{ f: 1 }, {}, 5] }],
    [{ 'b.d': { $slice: 2 } }, { _id: 'i', a: 1, b: { c: 1, d: [1, 2] }, e: [{ f: 1, g: 1 }, { g: 2 }, 5] }],
    [{ 'b.d': { $slice: [-2, 1] }, a: 1 }, { _id: 'i', a: 1, b: { d: [2] } }],
    [{ e: { $elemMatch: { g: 2 } }, _id: 0 }, { e: [{ g: 2 }] }],
    [{ e: { $elemMatch: { g: 9 } } }, { _id: 'i' }],
    [{ nothing: 1 }, { _id: 'i' }],
    [{}, { _id: 'i', a: 1, b: { c: 1, d: [1, 2, 3] }, e: [{ f: 1, g: 1 }, { g: 2 }, 5] }],
  ])('%j', (spec, expected) => {
    expect(readProjection(spec)(doc)).toEqual(expected)
  })
  test.each<[Doc, RegExp]>([
    [{ a: 1, b: 0 }, /mix/],
    [{ 'e.$': 1 }, /positional/],
    [{ a: { $foo: 1 } }, /Unsupported/],
    [{ b: 1, 'b.c': 1 }, /collision/],
  ])('%j is refused', (spec, message) => {
    expect(() => readProjection(spec)).toThrow(message)
  })
})

describe('extended JSON', () => {
  test('every type comes back as it was', () => {
    const doc: Doc = { n: 1, f: 1.5, big: Long.fromString('9007199254740993'), nan: NaN, inf: -Infinity, zero: -0, s: 'x', yes: true, none: null, at: new Date(1_700_000_000_123), old: new Date(-1), id: new ObjectId('507f1f77bcf86cd799439011'), re: /a.b/im, bin: new Binary(Buffer.from([1, 2, 255]), 4), dec: Decimal128.fromString('1.10'), ts: new Timestamp({ t: 5, i: 6 }), min: new MinKey(), max: new MaxKey(), list: [1, [new Date(0)], { a: [] }], deep: { a: { b: null } } }
    const back = parseDoc(stringify(doc))
    expect(back).toEqual(doc)
    expect(Object.is(back['zero'], -0)).toBe(true)
  })
  test.each<[string, Value]>([
    ['{"$numberInt":"5"}', 5],
    ['{"$numberLong":"1700000000000"}', 1_700_000_000_000],
    ['{"$numberDouble":"-Infinity"}', -Infinity],
    ['{"$date":{"$numberLong":"-1"}}', new Date(-1)],
    ['{"$date":"2024-02-29T00:00:00Z"}', new Date('2024-02-29T00:00:00Z')],
    ['{"$regularExpression":{"pattern":"a","options":"i"}}', /a/i],
    ['{"$tcb_server_date":{"offset":{"$numberInt":"-5"}}}', new Date(95)],
  ])('%s', (text, expected) => {
    expect(parse(text, 100)).toEqual(expected)
  })
  test('what could not be read again is not written', () => {
    let deep: Value = 1
    for (let i = 0; i < 200; i++) deep = [deep]
    expect(() => stringify({ deep })).toThrow(/deeper/)
    expect(() => stringify({ at: new Date(NaN) })).toThrow(/date/)
    expect(() => parse('{"$date":{"$numberLong":"9000000000000000"}}')).toThrow(/\$date/)
  })
  test('operators are not taken for values', () => {
    expect(parse('{"a":{"$regex":"x","$options":"i"}}')).toEqual({ a: { $regex: 'x', $options: 'i' } })
  })
})
