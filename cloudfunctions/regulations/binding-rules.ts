/** How accounts come in: defaults of the product, none of them from a regulation. */
export const bindingRules = {
  /** Days for which a card for one person is good. */
  cardDays: 7,
  /** Days for which a branch's code is good; it can be switched off at any time. */
  branchCodeDays: 30,
  /** Characters of a card's code: 28^12 is hopeless to guess, and `b.` + 12 fits a scene. */
  cardCharacters: 12,
  /** Characters of a branch's code: it is read aloud and typed; guessing it still needs a name and four characters. */
  branchCodeCharacters: 8,
  /** Tries of cards by one account. */
  cardTries: { tries: 10, minutes: 15 },
  /** Tries of name and last four characters by one account, and against one branch code by everybody together. */
  claimTries: { tries: 5, minutes: 15 },
  claimTriesOfBranch: { tries: 60, minutes: 15 },
  /** Tries for one name against one branch code by everybody together: four characters have about 11,000 values, so many accounts at once would find them in two days. */
  claimTriesOfPerson: { tries: 20, minutes: 1440 },
} as const
