/** Activities: sign-up with a waiting list, check-in by a changing code or by ticking names. */
import * as z from './zod'
import { activityStates, checkInWays, signUpStates, type ActivityState, type CheckInWay, type SignUpState } from './codes'
import { id, instant, line, optionalText, pageInput, pageOf, why, type Contract } from './shared'

const state = z.enum(Object.keys(activityStates) as [ActivityState, ...ActivityState[]])
const signUpState = z.enum(Object.keys(signUpStates) as [SignUpState, ...SignUpState[]])
const checkInWay = z.enum(Object.keys(checkInWays) as [CheckInWay, ...CheckInWay[]])

export const ActivityLine = z.object({ id, title: z.string(), place: z.string(), startsAt: instant, endsAt: instant, signUpClosesAt: instant, state, capacity: z.number().nullable(), going: z.number(), waiting: z.number(), mine: signUpState })
export type ActivityLine = z.infer<typeof ActivityLine>

export const Activity = ActivityLine.extend({
  detail: z.string(), organiserName: z.string(), organisationName: z.string(),
  /** Place in the waiting list from 1, where the caller waits. */
  position: z.number().nullable(),
  checkedIn: z.boolean(), pointsForCheckIn: z.number(),
  version: z.number(),
  can: z.object({ signUp: z.boolean(), cancel: z.boolean(), checkIn: z.boolean(), signUpOthers: z.boolean(), edit: z.boolean(), callOff: z.boolean(), runCheckIn: z.boolean(), seePeople: z.boolean(), pasteChain: z.boolean() }),
  why,
})
export type Activity = z.infer<typeof Activity>

/** What `signUp`, `cancel` and `signUpFor` answer: where the person now stands. */
export const Standing = z.object({ mine: signUpState, position: z.number().nullable(), going: z.number(), waiting: z.number() })
export type SignUpStanding = z.infer<typeof Standing>

export const People = z.object({
  capacity: z.number().nullable(),
  items: z.array(z.object({
    memberId: id, name: z.string(), groupName: z.string().nullable(), state: signUpState, position: z.number().nullable(),
    /** 代办: signed up by somebody else; who that was. */
    byName: z.string().nullable(), note: z.string().nullable(), guests: z.number(), leave: z.boolean(),
    checkedInAt: instant.nullable(), checkInWay: checkInWay.nullable(), mayActFor: z.boolean(),
  })),
})
export type People = z.infer<typeof People>

const fields = {
  title: line(60), place: line(80), detail: optionalText(3000).default(''),
  startsAt: instant, endsAt: instant, signUpClosesAt: instant.optional(),
  /** Absent or null: no limit. */
  capacity: z.number().int().max(5000).nullable().optional(),
}

export const activities = {
  'activities.list': { input: z.object({ when: z.enum(['coming', 'past']), ...pageInput }), output: pageOf(ActivityLine), access: 'member', kind: 'read' },
  'activities.get': { input: z.object({ activityId: id }), output: Activity, access: 'member', kind: 'read' },
  'activities.create': { input: z.object(fields), output: z.object({ activityId: id }), access: 'runBranch', kind: 'write', audited: true },
  'activities.update': { input: z.object({ activityId: id, version: z.number().int(), ...fields }), output: z.object({ version: z.number() }), access: 'runBranch', kind: 'write', audited: true },
  'activities.callOff': { input: z.object({ activityId: id, reason: line(100) }), output: z.object({}), access: 'runBranch', kind: 'write', audited: true },
  'activities.signUp': { input: z.object({ activityId: id }), output: Standing, access: 'member', kind: 'write' },
  'activities.cancel': { input: z.object({ activityId: id }), output: Standing, access: 'member', kind: 'write' },
  /** Sign-up or cancellation for somebody else by a group leader or officer, marked 代办. */
  'activities.signUpFor': { input: z.object({ activityId: id, memberId: id, going: z.boolean() }), output: Standing, access: 'leadGroup', kind: 'write', audited: true },
  'activities.people': { input: z.object({ activityId: id }), output: People, access: 'leadGroup', kind: 'read' },
  /** The code for the organiser's screen: changes every 30 seconds, stays good for 3 minutes. `image` is a mini-program code as a data URL. */
  'activities.checkInCode': { input: z.object({ activityId: id }), output: z.object({ code: z.string(), scene: z.string(), image: z.string().nullable(), nextAt: instant, checkedIn: z.number() }), access: 'runBranch', kind: 'read' },
  'activities.checkIn': { input: z.object({ activityId: id, code: z.string().trim().regex(/^\d{6}$/) }), output: z.object({ at: instant, points: z.number() }), access: 'member', kind: 'write' },
  /** The manual alternative: the organiser ticks names; false takes a tick back (the points line is reversed, not erased). */
  'activities.tick': { input: z.object({ activityId: id, memberIds: z.array(id).min(1).max(200), present: z.boolean() }), output: People, access: 'runBranch', kind: 'write', audited: true },
} satisfies Contract
