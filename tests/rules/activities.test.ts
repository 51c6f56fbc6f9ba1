import {
  codeWindow, stateOf, whyCannotCancel, whyCannotCheckIn, whyCannotEdit, whyCannotShowCode, whyCannotSignUp, whyCannotSignUpOthers, whyCannotTick, whyWrongCapacity, whyWrongTimes,
} from '../../cloudfunctions/modules/activities/rules'

/** 20 November 2026, 14:00 to 16:00 in Asia/Shanghai; sign-up until 12:00. */
const at = (time: string) => new Date(`2026-11-20T${time}:00+08:00`)
const activity = { startsAt: at('14:00'), endsAt: at('16:00'), signUpClosesAt: at('12:00'), calledOffAt: null }
const untilStart = { ...activity, signUpClosesAt: activity.startsAt }
const untilMiddle = { ...activity, signUpClosesAt: at('15:00') }
const off = { ...activity, calledOffAt: at('09:00') }

test.each([
  ['11:59', 'open'], ['12:00', 'closed'], ['13:59', 'closed'], ['14:00', 'started'], ['15:59', 'started'], ['16:00', 'ended'],
])('at %s it is %s', (time, state) => {
  expect(stateOf(activity, at(time))).toBe(state)
  expect(stateOf(off, at(time))).toBe('cancelled')
})

describe('sign-up', () => {
  test.each([
    ['in time', activity, 'none', '11:59', null],
    ['when it closes', activity, 'none', '12:00', { code: 'signUpClosed', detail: { at: '11月20日 12:00' } }],
    ['until the start where no closing was set', untilStart, 'none', '13:59', null],
    ['at the start', untilStart, 'none', '14:00', { code: 'activityStarted' }],
    ['after the start where the closing is later', untilMiddle, 'none', '14:30', null],
    ['at that later closing', untilMiddle, 'none', '15:00', { code: 'signUpClosed', detail: { at: '11月20日 15:00' } }],
    ['after the end', untilMiddle, 'none', '16:00', { code: 'activityOver' }],
    ['of one called off', off, 'none', '10:00', { code: 'activityCancelled' }],
    ['a second time', activity, 'going', '10:00', { code: 'alreadySignedUp' }],
    ['while waiting', activity, 'waiting', '10:00', { code: 'alreadySignedUp' }],
  ] as const)('%s', (_name, which, mine, time, expected) => {
    expect(whyCannotSignUp(which, mine, at(time))).toEqual(expected)
  })

  test.each([
    ['in time', activity, 'going', '11:59', null],
    ['when it closes', activity, 'going', '12:00', { code: 'cancelTooLate' }],
    ['from the waiting list when it closes', activity, 'waiting', '12:00', null],
    ['from the waiting list after the end', activity, 'waiting', '16:00', { code: 'activityOver' }],
    ['who is not in it', activity, 'none', '10:00', { code: 'notSignedUp' }],
    ['of one called off', off, 'going', '10:00', { code: 'activityCancelled' }],
  ] as const)('taken back %s', (_name, which, mine, time, expected) => {
    expect(whyCannotCancel(which, mine, at(time))).toEqual(expected)
  })

  test.each([
    ['a leader in time', false, '11:59', null],
    ['a leader when it closes', false, '12:00', { code: 'signUpClosed', detail: { at: '11月20日 12:00' } }],
    ['the organiser until the end', true, '15:59', null],
    ['the organiser at the end', true, '16:00', { code: 'activityOver' }],
  ] as const)('for others by %s', (_name, organiser, time, expected) => {
    expect(whyCannotSignUpOthers(activity, organiser, at(time))).toEqual(expected)
  })
})

describe('check-in', () => {
  test.each([
    ['12:59', { code: 'checkInNotOpen', detail: { at: '11月20日 13:00' } }], ['13:00', null], ['17:00', null], ['17:01', { code: 'checkInClosed', detail: { at: '11月20日 17:00' } }],
  ])('by the code at %s', (time, expected) => {
    expect(whyCannotShowCode(activity, at(time))).toEqual(expected)
    expect(whyCannotCheckIn(activity, false, at(time))).toEqual(expected)
  })
  test('of one called off, and a second time', () => {
    expect(whyCannotCheckIn(off, false, at('14:00'))).toEqual({ code: 'activityCancelled' })
    expect(whyCannotCheckIn(activity, true, at('14:00'))).toEqual({ code: 'alreadyCheckedIn' })
    expect(codeWindow(activity)).toEqual({ from: at('13:00'), until: at('17:00') })
  })
  test.each([
    ['2026-11-20T12:59:59+08:00', 'checkInNotOpen'], ['2026-11-20T13:00:00+08:00', undefined], ['2026-12-20T16:00:00+08:00', undefined], ['2026-12-20T16:00:01+08:00', 'checkInClosed'],
  ])('names ticked at %s', (instant, code) => {
    expect(whyCannotTick(activity, new Date(instant))?.code).toBe(code)
    expect(whyCannotTick(off, new Date(instant))?.code).toBe('activityCancelled')
  })
})

test('changed or called off until the end', () => {
  expect(whyCannotEdit(activity, at('15:59'))).toBeNull()
  expect(whyCannotEdit(activity, at('16:00'))).toEqual({ code: 'activityOver' })
  expect(whyCannotEdit(off, at('10:00'))).toEqual({ code: 'activityCancelled' })
})

describe('times as typed', () => {
  const now = at('10:00')
  const days = (n: number) => new Date(at('14:00').getTime() + n * 86_400_000)
  test.each([
    ['as they should be', {}, undefined],
    ['end at the start', { endsAt: at('14:00') }, 'activityEndsBeforeStart'],
    ['sign-up closes at the end', { signUpClosesAt: at('16:00') }, undefined],
    ['sign-up closes after the end', { signUpClosesAt: at('16:01') }, 'activityClosesLate'],
    ['begins this minute', { startsAt: now }, undefined],
    ['began a minute ago', { startsAt: at('09:59') }, 'activityInPast'],
    ['all behind', { startsAt: at('08:00'), endsAt: at('09:00'), signUpClosesAt: at('08:00') }, 'activityInPast'],
    ['sign-up closed already', { signUpClosesAt: at('09:59') }, 'datesWrong'],
    ['31 days', { endsAt: days(31) }, undefined],
    ['longer than 31 days', { endsAt: new Date(days(31).getTime() + 1) }, 'activityTooLong'],
  ])('%s', (_name, change, code) => {
    expect(whyWrongTimes({ ...activity, ...change }, null, now)?.code).toBe(code)
  })
  test('may lie behind where they are not touched', () => {
    const running = at('15:00')
    expect(whyWrongTimes(activity, activity, running)).toBeNull()
    expect(whyWrongTimes({ ...activity, startsAt: at('14:30') }, activity, running)?.code).toBe('activityInPast')
    expect(whyWrongTimes({ ...activity, signUpClosesAt: at('12:30') }, activity, running)?.code).toBe('datesWrong')
    expect(whyWrongTimes(activity, activity, at('16:00'))?.code).toBe('activityInPast')
  })
})

test.each([
  [null, 40, undefined], [0, 0, 'capacityTooSmall'], [-1, 0, 'capacityTooSmall'], [1, 0, undefined], [29, 30, 'capacityBelowGoing'], [30, 30, undefined], [31, 30, undefined],
])('capacity %s with %s going', (capacity, going, code) => {
  expect(whyWrongCapacity(capacity, going)?.code).toBe(code)
})
