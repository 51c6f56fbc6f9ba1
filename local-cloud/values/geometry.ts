import { failed, textOf } from '../errors'
import { isArray, isDoc, type Value } from './types'

/** Shapes on a sphere: edges are arcs of great circles, as for MongoDB's 2dsphere. Longitude first. */

export type Position = readonly [longitude: number, latitude: number]
type Ring = readonly Position[]
type Vector = readonly [number, number, number]

export interface Geometry {
  /** Every corner. */
  readonly points: readonly Position[]
  readonly edges: readonly (readonly [Position, Position])[]
  /** Rings: the outer one first, then holes. */
  readonly polygons: readonly (readonly Ring[])[]
}

/** Metres. The radius that MongoDB calculates with. */
export const EARTH_RADIUS = 6_378_100

const radians = (degrees: number): number => (degrees * Math.PI) / 180

function vector([longitude, latitude]: Position): Vector {
  const [l, p] = [radians(longitude), radians(latitude)]
  return [Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p)]
}

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const cross = (a: Vector, b: Vector): Vector => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
const length = (a: Vector): number => Math.sqrt(dot(a, a))

/** In metres; exact for near and opposite points alike. */
export function distance(a: Position, b: Position): number {
  const [u, v] = [vector(a), vector(b)]
  return Math.atan2(length(cross(u, v)), dot(u, v)) * EARTH_RADIUS
}

// Reading

function position(value: Value): Position {
  if (!isArray(value) || value.length < 2) throw failed('Point must be an array of longitude and latitude')
  const [longitude, latitude] = value
  if (typeof longitude !== 'number' || typeof latitude !== 'number' || !(Math.abs(longitude) <= 180) || !(Math.abs(latitude) <= 90)) throw failed(`Longitude/latitude is out of bounds: ${textOf(longitude)}, ${textOf(latitude)}`)
  return [longitude, latitude]
}

const list = <T>(value: Value, read: (item: Value) => T): T[] => {
  if (!isArray(value)) throw failed('GeoJSON coordinates must be an array')
  return value.map(read)
}

const line = (value: Value): Position[] => {
  const points = list(value, position)
  if (points.length < 2) throw failed('GeoJSON LineString must have at least 2 vertices')
  return points
}

function ring(value: Value): Position[] {
  const points = list(value, position)
  const [first, last] = [points[0], points.at(-1)]
  if (points.length < 4 || !first || !last || !samePlace(first, last)) throw failed('Loop is not closed: a GeoJSON ring has at least 4 positions and ends where it begins')
  return points
}

const samePlace = (a: Position, b: Position): boolean => a[0] === b[0] && a[1] === b[1]
const edgesOf = (points: readonly Position[]): (readonly [Position, Position])[] => points.slice(1).map((to, i) => [points[i] as Position, to] as const)

function geometryOf(points: Position[], lines: Position[][], polygons: Position[][][]): Geometry {
  const rings = polygons.flat()
  return { points: [...points, ...lines.flat(), ...rings.flat()], edges: [...lines.flatMap(edgesOf), ...rings.flatMap(edgesOf)], polygons }
}

/** Reads GeoJSON, or a plain pair. Throws where it is malformed. */
export function readGeometry(value: Value): Geometry {
  if (isArray(value)) return geometryOf([position(value)], [], [])
  if (!isDoc(value)) throw failed('geometry must be GeoJSON')
  const { type, coordinates } = value
  switch (type) {
    case 'Point':
      return geometryOf([position(coordinates)], [], [])
    case 'MultiPoint':
      return geometryOf(list(coordinates, position), [], [])
    case 'LineString':
      return geometryOf([], [line(coordinates)], [])
    case 'MultiLineString':
      return geometryOf([], list(coordinates, line), [])
    case 'Polygon':
      return geometryOf([], [], [list(coordinates, ring)])
    case 'MultiPolygon':
      return geometryOf([], [], list(coordinates, (polygon) => list(polygon, ring)))
    default:
      throw failed(`unknown GeoJSON type: ${textOf(type)}`)
  }
}

// Asking

/** On which side of the arc from a to b, seen from outside the sphere: 1 left, -1 right, 0 on its circle. */
function side(a: Vector, b: Vector, p: Vector): number {
  const value = dot(cross(a, b), p)
  return Math.abs(value) < 1e-15 ? 0 : Math.sign(value)
}

function onArc(a: Vector, b: Vector, p: Vector): boolean {
  // 1e-12 of a radian is some micrometres.
  const along = length(cross(a, b))
  if (along < 1e-15) return length(cross(a, p)) < 1e-12 && dot(a, p) > 0
  if (Math.abs(dot(cross(a, b), p)) / along > 1e-12) return false
  return dot(a, p) >= dot(a, b) - 1e-15 && dot(b, p) >= dot(a, b) - 1e-15
}

function arcsMeet([a, b]: readonly [Position, Position], [c, d]: readonly [Position, Position]): boolean {
  const [p, q, r, s] = [vector(a), vector(b), vector(c), vector(d)]
  if (onArc(p, q, r) || onArc(p, q, s) || onArc(r, s, p) || onArc(r, s, q)) return true
  // They cross where each separates the ends of the other, on the same half of the sphere.
  const [x, y, z, w] = [side(p, q, r), side(p, q, s), side(r, s, p), side(r, s, q)]
  return x * y < 0 && z * w < 0 && x === w
}

/** By the angle that the ring sweeps as seen from the point: a whole turn inside, nothing outside. */
function inRing(point: Position, loop: Ring): boolean {
  const p = vector(point)
  if (edgesOf(loop).some(([a, b]) => onArc(vector(a), vector(b), p))) return true
  const north: Vector = Math.abs(p[2]) > 0.9 ? [1, 0, 0] : [0, 0, 1]
  const east = cross(north, p)
  const up = cross(p, east)
  const bearings = loop.map((corner) => {
    const v = vector(corner)
    return Math.atan2(dot(v, east), dot(v, up))
  })
  let turned = 0
  for (let i = 1; i < bearings.length; i++) {
    let by = (bearings[i] as number) - (bearings[i - 1] as number)
    if (by > Math.PI) by -= 2 * Math.PI
    if (by < -Math.PI) by += 2 * Math.PI
    turned += by
  }
  return Math.abs(turned) > Math.PI
}

function inPolygon(point: Position, [outer, ...holes]: readonly Ring[]): boolean {
  const onEdge = (loop: Ring): boolean => edgesOf(loop).some(([a, b]) => onArc(vector(a), vector(b), vector(point)))
  return outer !== undefined && inRing(point, outer) && holes.every((hole) => onEdge(hole) || !inRing(point, hole))
}

const covers = (shape: Geometry, point: Position): boolean => shape.polygons.some((polygon) => inPolygon(point, polygon))

/** Whether the two have a point in common. */
export function intersects(a: Geometry, b: Geometry): boolean {
  if (a.points.some((point) => covers(b, point)) || b.points.some((point) => covers(a, point))) return true
  if (a.edges.some((one) => b.edges.some((other) => arcsMeet(one, other)))) return true
  const touches = (shape: Geometry, point: Position): boolean => shape.points.some((other) => samePlace(point, other)) || shape.edges.some(([from, to]) => onArc(vector(from), vector(to), vector(point)))
  return a.points.some((point) => touches(b, point)) || b.points.some((point) => touches(a, point))
}

/** Whether the first lies wholly in the polygons of the second. */
export function within(a: Geometry, b: Geometry): boolean {
  if (!a.points.every((point) => covers(b, point))) return false
  const outline = b.polygons.flat().flatMap(edgesOf)
  const proper = ([p, q]: readonly [Position, Position], [r, s]: readonly [Position, Position]): boolean => {
    const [u, v, x, y] = [vector(p), vector(q), vector(r), vector(s)]
    const sides = [side(u, v, x), side(u, v, y), side(x, y, u), side(x, y, v)] as const
    return sides[0] * sides[1] < 0 && sides[2] * sides[3] < 0 && sides[0] === sides[3]
  }
  return !a.edges.some((edge) => outline.some((other) => proper(edge, other)))
}
