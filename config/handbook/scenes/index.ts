/** What the handbook tells, lived through on the demo: each scene opens pages as somebody and has pictures taken of them. */
import type { Scene } from '../stage'
import { activities, chain, checkIn } from './activities'
import { elections } from './elections'
import { files } from './files'
import { homes } from './homes'
import { moves } from './moves'
import { notices, pointsAndAppeals } from './notices'
import { posts } from './posts'
import { reviewResult, reviews } from './reviews'
import { joining, roster } from './roster'
import { sheets } from './sheets'
import { polls, votes } from './votes'

/** In this order: the home pages come first, because what is done afterwards changes them. */
export const scenes: Scene[] = [homes, activities, chain, checkIn, notices, pointsAndAppeals, roster, joining, posts, files, sheets, moves, reviews, votes, polls, elections, reviewResult]
