import { failed } from '../errors'
import { nearness } from '../query/geo'
import { matches, readQuery } from '../query/match'
import { toNumber } from '../values/compare'
import { readGeometry } from '../values/geometry'
import { isDoc, type Doc, type Value } from '../values/types'
import { compile, evaluate } from './expression'
import type { StageReader } from './pipeline'
import { placed } from './stages-shape'

/** $geoNear: the nearest first, with their distance in metres. Source: MongoDB manual, "$geoNear". */
const KNOWN = ['near', 'distanceField', 'spherical', 'minDistance', 'maxDistance', 'query', 'distanceMultiplier', 'includeLocs', 'key', 'limit', 'num', 'uniqueDocs']

export const geoNear: StageReader = (spec) => {
  if (!isDoc(spec)) throw failed('$geoNear needs an object')
  for (const name of Object.keys(spec)) if (!KNOWN.includes(name)) throw failed(`unknown argument to $geoNear: ${name}`)
  const at = readGeometry(spec['near']).points[0]
  const { distanceField, key, includeLocs } = spec
  if (!at) throw failed("$geoNear requires a 'near' point")
  if (typeof distanceField !== 'string') throw failed("$geoNear requires a 'distanceField' option as a string")
  // Without an index of places that could name the field, it has to be said.
  if (typeof key !== 'string') throw failed("$geoNear needs 'key' here: this local cloud keeps no 2dsphere indexes from which the field could be known")
  const number = (name: string, otherwise: number): number => (spec[name] === undefined ? otherwise : toNumber(spec[name]))
  const [least, most, times, limit] = [number('minDistance', 0), number('maxDistance', Infinity), number('distanceMultiplier', 1), number('limit', number('num', Infinity))]
  const query = readQuery(isDoc(spec['query']) ? spec['query'] : {})
  const place = compile(`$${key}`)
  return (docs) => {
    const near: { doc: Doc; metres: number; value: Value }[] = []
    for (const doc of docs) {
      const value = evaluate(place, doc)
      const metres = nearness(value, at)
      if (metres !== Infinity && metres >= least && metres <= most && matches(query, doc)) near.push({ doc, metres, value })
    }
    near.sort((a, b) => a.metres - b.metres)
    return near.slice(0, limit).map(({ doc, metres, value }) => {
      const measured = placed(doc, distanceField.split('.'), metres * times)
      return (typeof includeLocs === 'string' ? placed(measured, includeLocs.split('.'), value) : measured) as Doc
    })
  }
}
