/** Whatever is asked, the answer is a refusal with its cause or a result; what was stored reads back. */
import fc from 'fast-check'
import { CloudError } from '../../local-cloud/errors'
import { readQuery } from '../../local-cloud/query/match'
import { clientAction } from '../../local-cloud/service/client'
import { databaseActions, type Action, type Request } from '../../local-cloud/service/database-actions'
import { Store } from '../../local-cloud/store/store'
import { canonical } from '../../local-cloud/values/ejson'
import { folder } from './support/cloud'

const NAMES = 'a b a.b a.0 a.$ a.$[] _id . constructor toString input as in cond date unit format timezone startDate endDate amount dateString inputs chars find replacement regex options vars branches case then default if else initialValue to onError year n sortBy field value path newRoot groupBy boundaries buckets output from localField foreignField pipeline let near key distanceField size coll type coordinates and'.split(' ')
const OPERATORS =
  '$eq $ne $gt $gte $lt $lte $in $nin $and $or $nor $not $exists $type $mod $regex $options $size $all $elemMatch $expr $bitsAllSet $geoWithin $geometry $centerSphere $nearSphere $maxDistance $where $set $unset $inc $mul $min $max $push $each $slice $sort $position $addToSet $pop $pull $pullAll $rename $bit $currentDate $add $subtract $multiply $divide $pow $round $trunc $log $concat $split $substrCP $trim $indexOfBytes $regexFind $replaceAll $toUpper $dateToString $dateFromString $dateFromParts $dateAdd $dateDiff $dateTrunc $year $isoWeek $cond $switch $ifNull $let $map $filter $reduce $zip $range $arrayElemAt $setUnion $arrayToObject $objectToArray $mergeObjects $getField $setField $sortArray $convert $toInt $literal $sum $avg $first $stdDevPop $count $slice $date $oid $numberLong $numberDecimal $numberDouble $binary $timestamp $regularExpression $minKey $undefined $tcb_server_date'.split(' ')
const STAGES = '$match $group $project $addFields $sort $bucket $bucketAuto $unwind $lookup $facet $geoNear $replaceRoot $sample $count $sortByCount $skip $limit $unionWith $unset $nothing'.split(' ')

const leaf = fc.constantFrom<unknown>(null, true, 0, 1, -1, 2.5, 1e308, '', 'a', '$a', '$a.b', '$$ROOT', '$$none', '99999999999999999999', '(', '2024-01-01', 'Asia/Shanghai', '+08:00', '%Y', 'day', [], {}, [1, 2], ['$a', 1], [{ b: 1 }], [113, 23], { $date: '2024-01-01T00:00:00Z' }, { $numberLong: '9223372036854775807' }, { $numberDecimal: '1.5' }, { $numberDouble: 'NaN' }, { $oid: '0123456789abcdef01234567' }, { $regularExpression: { pattern: 'a', options: '' } }, { type: 'Point', coordinates: [1, 2] })
const word = fc.constantFrom(...NAMES, ...OPERATORS)
const operator = fc.constantFrom(...OPERATORS)
const { tangle } = fc.letrec((tie) => ({ tangle: fc.oneof({ depthSize: 'medium' }, leaf, fc.array(tie('tangle'), { maxLength: 3 }), fc.dictionary(word, tie('tangle'), { maxKeys: 3 }), fc.tuple(operator, tie('tangle')).map(([name, value]) => ({ [name]: value }))) }))
const holding = fc.dictionary(fc.constantFrom('a', 'b', 'a.b', 'a.0', '_id'), tangle, { maxKeys: 2 })
const doc = fc.oneof(holding, fc.dictionary(word, tangle, { maxKeys: 3 }), fc.dictionary(operator, holding, { maxKeys: 2 }))
const text = fc.oneof({ weight: 12, arbitrary: doc.map((value) => JSON.stringify(value) as unknown) }, fc.constantFrom<unknown>(undefined, '', '{', '[]', 'null', 5))
const stages = fc.array(fc.record({ stageKey: fc.constantFrom(...STAGES), stageValue: fc.oneof(tangle, doc).map((value) => JSON.stringify(value)) }), { maxLength: 2 })
const options = fc.record({ merge: fc.boolean(), multi: fc.boolean(), upsert: fc.boolean(), order: text, projection: text, limit: leaf, offset: leaf, queryType: fc.constantFrom('DOC', 'WHERE') }, { requiredKeys: [] })
const action = fc.constantFrom('insertDocument', 'getDocument', 'calculateDocument', 'modifyDocument', 'modifyAndReturnDoc', 'removeDocument', 'aggregateDocuments').map((name) => `database.${name}`)

test('any tangle of operators, names and values', async () => {
  const place = folder()
  const declared = [{ name: 'c', acl: 'READONLY', indexes: [{ name: 'ab', keys: [{ field: 'a', direction: 1 as const }, { field: 'b', direction: -1 as const }] }] }]
  const store = new Store(place, declared, false)
  const env = await store.environment('e')
  const all = (from: typeof env): string => canonical(from.find('c', readQuery({}), [], 0, Infinity))
  const sizes = new Set<number>()
  await fc.assert(
    fc.asyncProperty(action, text, text, stages, options, fc.boolean(), async (name, query, data, steps, rest, byClient) => {
      const request: Request = { action: name, collectionName: 'c', query, data: name === 'database.insertDocument' ? [data] : data, stages: steps, ...rest }
      sizes.add(env.collection('c').size)
      await (byClient ? clientAction(env, 'o', name, request) : (databaseActions[name] as Action)(env, request)).catch((error: unknown) => {
        if (!(error instanceof CloudError) || error.message === '') throw error
      })
    }),
    { numRuns: Number(process.env['BAD_INPUT_RUNS'] ?? 5000), seed: Number(process.env['BAD_INPUT_SEED'] ?? 1) },
  )
  // Not everything was refused.
  expect(sizes.size).toBeGreaterThan(5)
  const before = all(env)
  await store.close()
  const again = new Store(place, declared, false)
  expect(all(await again.environment('e'))).toBe(before)
  await again.close()
}, 120_000)
