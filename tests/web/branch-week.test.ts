/** A branch's first week in a real browser, on what `npm start` serves: from the founding code to an answered appeal. */
import { Week } from '../support/week'
import { doing } from './week-doing'
import { entering } from './week-entering'
import { trusting } from './week-trusting'

jest.setTimeout(120_000)

const week = new Week()
beforeAll(() => week.begin())
afterAll(() => week.end())
afterEach(() => expect(week.takeErrors()).toEqual([]))

// One after another: what comes in first is what the branch then works with.
entering(week)
doing(week)
trusting(week)
