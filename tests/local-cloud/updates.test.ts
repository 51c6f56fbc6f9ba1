/** Each update operator against MongoDB's documented behaviour, errors included. */
import { readQuery } from '../../local-cloud/query/match'
import { readReplacement, readUpdate } from '../../local-cloud/update/update'
import { Long, type Doc } from '../../local-cloud/values/types'

const NOW = new Date(1_700_000_000_000)
const updated = (doc: Doc, spec: Doc, query: Doc = {}): Doc => readUpdate(spec, NOW)(doc, readQuery(query))

describe('what it makes of a document', () => {
  test.each<[string, Doc, Doc, Doc]>([
    ['$set', { a: 1 }, { $set: { a: 2, 'b.c': 3 } }, { a: 2, b: { c: 3 } }],
    ['$set in an array by position', { a: [1, 2] }, { $set: { 'a.1': 9 } }, { a: [1, 9] }],
    ['$set beyond the end fills with null', { a: [1] }, { $set: { 'a.3': 9 } }, { a: [1, null, null, 9] }],
    ['a number names a field of a document', { a: {} }, { $set: { 'a.0': 1 } }, { a: { 0: 1 } }],
    ['$set on what is missing makes documents, not arrays', {}, { $set: { 'a.0.b': 1 } }, { a: { 0: { b: 1 } } }],
    ['$unset', { a: 1, b: { c: 1, d: 2 } }, { $unset: { a: '', 'b.c': '', 'x.y': '' } }, { b: { d: 2 } }],
    ['$unset in an array leaves null', { a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
    ['$inc', { n: 1 }, { $inc: { n: 2, m: -1, 'x.y': 5 } }, { n: 3, m: -1, x: { y: 5 } }],
    ['$inc keeps long numbers exact', { n: 9007199254740991 }, { $inc: { n: 2 } }, { n: Long.fromString('9007199254740993') }],
    ['$inc with a fraction', { n: 1.5 }, { $inc: { n: 0.25 } }, { n: 1.75 }],
    ['$mul; what is missing becomes 0', { n: 3 }, { $mul: { n: 2, m: 5 } }, { n: 6, m: 0 }],
    ['$min', { a: 5, b: 5 }, { $min: { a: 3, b: 7, c: 1 } }, { a: 3, b: 5, c: 1 }],
    ['$max across types', { a: 5, b: null }, { $max: { a: 'x', b: 0 } }, { a: 'x', b: 0 }],
    ['$max on dates', { a: new Date(5) }, { $max: { a: new Date(9) } }, { a: new Date(9) }],
    ['$rename', { a: 1, b: 2 }, { $rename: { a: 'x.y', none: 'z' } }, { b: 2, x: { y: 1 } }],
    ['$rename over another', { a: 1, b: 2 }, { $rename: { a: 'b' } }, { b: 1 }],
    ['$currentDate', { a: 1 }, { $currentDate: { at: true, on: { $type: 'date' } } }, { a: 1, at: NOW, on: NOW }],
    ['$setOnInsert does nothing to what is there', { a: 1 }, { $setOnInsert: { b: 1 }, $set: { a: 2 } }, { a: 2 }],
    ['$push one value, an array as one', { a: [1] }, { $push: { a: [2, 3], b: 1 } }, { a: [1, [2, 3]], b: [1] }],
    ['$push each', { a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }],
    ['$push at a position', { a: [1, 4] }, { $push: { a: { $each: [2, 3], $position: 1 } } }, { a: [1, 2, 3, 4] }],
    ['$push at a negative position', { a: [1, 4] }, { $push: { a: { $each: [3], $position: -1 } } }, { a: [1, 3, 4] }],
    ['$push and keep the last', { a: [1, 2] }, { $push: { a: { $each: [3, 4], $slice: -3 } } }, { a: [2, 3, 4] }],
    ['$push and keep the first', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: 2 } } }, { a: [1, 2] }],
    ['$push with $slice on what is missing', {}, { $push: { a: { $each: [1, 2, 3], $slice: 2 } } }, { a: [1, 2] }],
    ['$push sorted', { a: [3, 1] }, { $push: { a: { $each: [2], $sort: -1 } } }, { a: [3, 2, 1] }],
    ['$push sorted by several fields', { a: [{ x: 1, y: 1 }, { x: 2, y: 2 }] }, { $push: { a: { $each: [{ x: 1, y: 5 }], $sort: { x: 1, y: -1 }, $slice: 2 } } }, { a: [{ x: 1, y: 5 }, { x: 1, y: 1 }] }],
    ['$addToSet', { a: [1, { x: 1, y: 2 }] }, { $addToSet: { a: { x: 1, y: 2 }, b: 1 } }, { a: [1, { x: 1, y: 2 }], b: [1] }],
    ['$addToSet minds the order of fields', { a: [{ x: 1, y: 2 }] }, { $addToSet: { a: { y: 2, x: 1 } } }, { a: [{ x: 1, y: 2 }, { y: 2, x: 1 }] }],
    ['$addToSet each', { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
    ['$pop the last, the first', { a: [1, 2, 3], b: [1, 2, 3], c: [] }, { $pop: { a: 1, b: -1, c: 1, none: 1 } }, { a: [1, 2], b: [2, 3], c: [] }],
    ['$pull a value', { a: [1, 2, 1] }, { $pull: { a: 1, none: 1 } }, { a: [2] }],
    ['$pull by a condition', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
    ['$pull documents by a query', { a: [{ x: 1, y: 1 }, { x: 2 }, 5] }, { $pull: { a: { x: 1 } } }, { a: [{ x: 2 }, 5] }],
    ['$pull documents by a condition', { a: [{ x: 1 }, { x: 9 }] }, { $pull: { a: { x: { $gt: 5 } } } }, { a: [{ x: 1 }] }],
    ['$pull of several values', { a: [1, 2, 3] }, { $pull: { a: { $in: [1, 3] } } }, { a: [2] }],
    ['$pull an array as a whole', { a: [[1], [2]] }, { $pull: { a: [1] } }, { a: [[2]] }],
    ['$pullAll', { a: [1, 2, 3, 1] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
    ['$bit', { a: 13, b: 1 }, { $bit: { a: { and: 10 }, b: { or: 4 }, c: { xor: 3 } } }, { a: 8, b: 5, c: 3 }],
    ['$[] changes every element', { a: [{ n: 1 }, { n: 2 }] }, { $inc: { 'a.$[].n': 10 } }, { a: [{ n: 11 }, { n: 12 }] }],
  ])('%s', (_name, doc, spec, expected) => {
    const before = structuredCloneOf(doc)
    expect(updated(doc, spec)).toEqual(expected)
    expect(doc).toEqual(before)
  })

  test.each<[string, Doc, Doc, Doc, Doc]>([
    ['the element that was asked for', { a: [1, 5, 7] }, { a: 5 }, { $set: { 'a.$': 9 } }, { a: [1, 9, 7] }],
    ['by a condition', { a: [1, 5, 7] }, { a: { $gte: 5 } }, { $inc: { 'a.$': 1 } }, { a: [1, 6, 7] }],
    ['in documents', { a: [{ k: 1, n: 0 }, { k: 2, n: 0 }] }, { 'a.k': 2 }, { $inc: { 'a.$.n': 1 } }, { a: [{ k: 1, n: 0 }, { k: 2, n: 1 }] }],
    ['by $elemMatch', { a: [{ k: 1, n: 5 }, { k: 1, n: 9 }] }, { a: { $elemMatch: { k: 1, n: { $gt: 5 } } } }, { $set: { 'a.$.hit': true } }, { a: [{ k: 1, n: 5 }, { k: 1, n: 9, hit: true }] }],
    ['below a document', { d: { a: [1, 2] } }, { 'd.a': 2 }, { $set: { 'd.a.$': 0 } }, { d: { a: [1, 0] } }],
  ])('$ is %s', (_name, doc, query, spec, expected) => {
    expect(updated(doc, spec, query)).toEqual(expected)
  })
})

const structuredCloneOf = (doc: Doc): Doc => JSON.parse(JSON.stringify(doc), (_key, value: unknown) => (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value) : value)) as Doc

describe('what it refuses', () => {
  test.each<[string, Doc, Doc, RegExp]>([
    ['an empty update', {}, {}, /empty/],
    ['an unknown operator', {}, { $foo: { a: 1 } }, /Unknown modifier: \$foo/],
    ['fields without an operator', {}, { a: 1 }, /Unknown modifier: a/],
    ['an operator without fields', {}, { $set: 5 }, /\$set/],
    ['two changes of one field', {}, { $set: { a: 1 }, $inc: { a: 1 } }, /conflict at 'a'/],
    ['a change below another', {}, { $set: { a: 1, 'a.b': 1 } }, /conflict at 'a'/],
    ['a rename onto a changed field', { x: 1 }, { $rename: { x: 'a' }, $set: { a: 1 } }, /conflict at 'a'/],
    ['another id', { _id: 1 }, { $set: { _id: 2 } }, /immutable field '_id'/],
    ['taking the id away', { _id: 1 }, { $unset: { _id: '' } }, /immutable field '_id'/],
    ['a field below a scalar', { a: 5 }, { $set: { 'a.b': 1 } }, /Cannot create field 'b' in element {"a":5}/],
    ['a field below null', { a: null }, { $inc: { 'a.b': 1 } }, /Cannot create field 'b' in element {"a":null}/],
    ['a name in an array', { a: [1] }, { $set: { 'a.b': 1 } }, /Cannot create field 'b' in element {"a":\[1\]}/],
    ['a field named __proto__', {}, { $set: { 'a.__proto__.b': 1 } }, /__proto__/],
    ['a rename to a $ name', { a: 1 }, { $rename: { a: '$b' } }, /\$b/],
    ['$max with $ names', {}, { $max: { a: { $b: 1 } } }, /not valid for storage/],
    ['an empty name', {}, { $set: { 'a..b': 1 } }, /empty field name/],
    ['a $ name', {}, { $set: { a: { $b: 1 } } }, /not valid for storage/],
    ['a $ name in a path', {}, { $set: { 'a.$b': 1 } }, /not valid for storage/],
    ['$inc of text', { n: 'x' }, { $inc: { n: 1 } }, /non-numeric type.*string/],
    ['$inc of null', { n: null }, { $inc: { n: 1 } }, /non-numeric type null/],
    ['$inc by text', { n: 1 }, { $inc: { n: 'x' } }, /Cannot increment with non-numeric argument/],
    ['$inc beyond 64 bits', { n: Long.MAX_VALUE }, { $inc: { n: 1 } }, /64 bits/],
    ['$mul of a list', { n: [] }, { $mul: { n: 2 } }, /non-numeric type array/],
    ['$push to a scalar', { a: 5 }, { $push: { a: 1 } }, /must be an array but is of type number/],
    ['$push to null', { a: null }, { $push: { a: 1 } }, /must be an array but is of type null/],
    ['$push with $each of no list', {}, { $push: { a: { $each: 1 } } }, /\$each/],
    ['$push with an unknown part', {}, { $push: { a: { $each: [], $foo: 1 } } }, /\$foo/],
    ['$addToSet to a scalar', { a: 5 }, { $addToSet: { a: 1 } }, /non-array/],
    ['$pop of a scalar', { a: 5 }, { $pop: { a: 1 } }, /non-array/],
    ['$pop by 2', { a: [1] }, { $pop: { a: 2 } }, /1 or -1/],
    ['$pull from a scalar', { a: 5 }, { $pull: { a: 1 } }, /non-array/],
    ['$pullAll of no list', { a: [] }, { $pullAll: { a: 1 } }, /array argument/],
    ['$bit on a fraction', { a: 1.5 }, { $bit: { a: { and: 1 } } }, /non-integral/],
    ['$bit with an unknown part', { a: 1 }, { $bit: { a: { not: 1 } } }, /'not'/],
    ['$rename to no name', { a: 1 }, { $rename: { a: 5 } }, /must be a string/],
    ['$rename out of an array', { a: [{ b: 1 }] }, { $rename: { 'a.0.b': 'x' } }, /array element/],
    ['$ without a condition on the array', { a: [1] }, { $set: { 'a.$': 1 } }, /positional operator did not find/],
    ['$[name], which needs filters', { a: [1] }, { $set: { 'a.$[x]': 1 } }, /No array filter found for identifier 'x'/],
    ['$[] where there is no array', { a: 1 }, { $set: { 'a.$[]': 1 } }, /must exist/],
    ['padding by millions', { a: [] }, { $set: { 'a.2000000': 1 } }, /backfill/],
  ])('%s', (_name, doc, spec, message) => {
    expect(() => updated(doc, spec)).toThrow(message)
  })
})

describe('a replacement', () => {
  test('keeps the id and nothing else', () => {
    expect(readReplacement({ b: 2 })({ _id: 1, a: 1 }, readQuery({}))).toEqual({ _id: 1, b: 2 })
  })
  test('refuses operators and another id', () => {
    expect(() => readReplacement({ $set: { a: 1 } })).toThrow(/not valid for storage/)
    expect(() => readReplacement({ _id: 2 })({ _id: 1 }, readQuery({}))).toThrow(/immutable/)
  })
})
