import { failed } from '../errors'
import { isArray, isDoc, type Value } from '../values/types'
import { distance, intersects, readGeometry, within, type Geometry, type Position, EARTH_RADIUS } from '../values/geometry'

/** Conditions on places. Source: MongoDB manual, "Geospatial Query Operators". GeoJSON, or a plain [longitude, latitude]. */

const stored = (value: Value): Geometry | null => {
  try {
    return readGeometry(value)
  } catch {
    return null
  }
}

function center(operand: Value): { at: Position; radians: number } {
  const [at, radians] = isArray(operand) ? operand : []
  if (!isArray(at) || at.length !== 2 || !at.every((part) => typeof part === 'number') || typeof radians !== 'number' || radians < 0) throw failed('$centerSphere needs [[longitude, latitude], radius in radians]')
  return { at: at as unknown as Position, radians }
}

/** $geoWithin, $geoIntersects and, as far as it filters, $nearSphere. */
export function geometry(op: string, operand: Value): (value: Value) => boolean {
  if (!isDoc(operand)) throw failed(`${op} needs an object`)
  const names = Object.keys(operand)
  const shape = operand['$geometry']
  if (op === '$geoWithin' && names.length === 1 && names[0] === '$centerSphere') {
    const { at, radians } = center(operand['$centerSphere'])
    return (value) => stored(value)?.points.every((point) => distance(at, point) <= radians * EARTH_RADIUS) ?? false
  }
  if (shape === undefined) throw failed(`${op} with ${names.join(', ') || 'nothing'} is not supported by this local cloud: give $geometry`)
  const wanted = readGeometry(shape)
  if (op === '$geoIntersects') return (value) => test(value, (found) => intersects(found, wanted))
  if (op === '$geoWithin') {
    if (wanted.polygons.length === 0) throw failed('$geoWithin needs a Polygon or MultiPolygon')
    return (value) => test(value, (found) => within(found, wanted))
  }
  const { at, least, most } = readNear(op, operand)
  return (value) => test(value, (found) => found.points.some((point) => distance(at, point) >= least && distance(at, point) <= most))
}

const test = (value: Value, ask: (found: Geometry) => boolean): boolean => {
  const found = stored(value)
  return found !== null && ask(found)
}

/** The point and the distances, in metres, of a $nearSphere. */
export function readNear(op: string, operand: Value): { at: Position; least: number; most: number } {
  const spec = isDoc(operand) ? operand : {}
  const shape = readGeometry(spec['$geometry'])
  const at = shape.points[0]
  if (!at || shape.points.length !== 1) throw failed(`${op} needs a Point`)
  const { $minDistance: least = 0, $maxDistance: most = Infinity } = spec
  if (typeof least !== 'number' || typeof most !== 'number' || least < 0 || most < 0) throw failed(`${op}: $minDistance and $maxDistance must be non-negative numbers`)
  return { at, least, most }
}

/** How far a stored value is from a point, in metres; Infinity where it is no place. */
export function nearness(value: Value, at: Position): number {
  const found = stored(value)
  return found && found.points.length > 0 ? Math.min(...found.points.map((point) => distance(at, point))) : Infinity
}
