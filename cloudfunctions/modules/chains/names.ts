/** How a written name is compared with the roster's. Pure. */

/** A person of the roster. `shown` tells namesakes apart. */
export interface Person { memberId: string; name: string; shown: string }

/** One form of a name or nickname: no spaces, no middle dots, no hyphens, lower case. */
export const keyOf = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/[\s·•‧・･∙⋅.．_—-]+/g, '')

/** Family names of two characters; every other family name is the first character. */
const DOUBLE = /^(?:欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶|太叔|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|子车|亓官|司寇|巫马|公西|颛孙|壤驷|公良|漆雕|乐正|宰父|谷梁|拓跋|夹谷|轩辕|令狐|段干|百里|呼延|东郭|南门|羊舌|微生|公户|公玉|公仪|梁丘|公仲|公上|公门|公山|公坚|左丘|公伯|西门|公祖|第五|公乘|贯丘|公皙|南荣|东里|东宫|仲长|子书|子桑|即墨|达奚|褚师)(?=.)/
export const familyName = (name: string): string => DOUBLE.exec(name)?.[0] ?? name.slice(0, 1)
export const givenName = (name: string): string => name.slice(familyName(name).length)

/** What politeness adds to a name. */
const HONORIFIC = /(?:同志|老师|书记|支书|副书记|组长|班长|委员|主任|教授|导员|辅导员|同学|师兄|师姐|学长|学姐|[哥姐弟妹总处科局院])$/
export const withoutHonorific = (name: string): string => name.replace(HONORIFIC, '')
/** What may stand before a name without being part of it: a class, a branch, a group, or a word that introduces it. */
const BEFORE_NAME = /(?:^|[^\p{Script=Han}]|[班支部组系院级届室处科队党硕博本专员是我叫]|同志|代表)$/u
const AFTER_NAME = /^(?:$|[^\p{Script=Han}]|同志|老师|书记|支书|副书记|组长|班长|委员|主任|教授|导员|辅导员|同学|师兄|师姐|学长|学姐|[哥姐]$)/u

/** Whether a full name stands in a text as a name of its own, and not as part of a longer one (王建 in 王建国). */
export function standsIn(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (BEFORE_NAME.test(text.slice(0, at)) && AFTER_NAME.test(text.slice(at + name.length))) return true
  }
  return false
}

/** Whether a word names a class, branch, year or number and no person. */
export const isUnit = (word: string): boolean => /\d|^[\p{Script=Han}]*(?:班|支部?|组|系|院|级|届|同志|老师)$/u.test(word)

/** Whether two texts differ by at most one character put in, left out or changed. */
export function nearly(a: string, b: string): boolean {
  if (a === b) return true
  if (Math.abs(a.length - b.length) > 1) return false
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  let i = 0
  while (i < short.length && short[i] === long[i]) i++
  return short.length === long.length ? short.slice(i + 1) === long.slice(i + 1) : short.slice(i) === long.slice(i + 1)
}

/** A text in pinyin without tones and spaces, and the initials of its syllables. Made by whoever loads the dictionary. */
export type Pinyin = (text: string) => { whole: string; initials: string }

/** A person's name in the forms that a nickname is compared with: made once for a whole chain. */
export interface Reading { person: Person; name: string; family: string; given: string; whole: string; initials: string; givenWhole: string }
export function readingOf(person: Person, pinyin: Pinyin): Reading {
  const name = keyOf(person.name)
  const given = givenName(name)
  return { person, name, family: familyName(name), given, ...pinyin(name), givenWhole: pinyin(given).whole }
}

/**
 * How much each person is spoken for by a nickname, 0 = not at all. Only orders what is offered to the secretary: nobody
 * is taken for somebody on the strength of it.
 */
export function likenessTo(nickname: string, pinyin: Pinyin): (person: Reading) => number {
  const bare = withoutHonorific(nickname)
  const written = pinyin(bare).whole
  const latin = /^[a-z]{2,}$/.test(nickname)
  const called = /^[小老阿大](.)$|^(.)[总处科哥姐]?$/.exec(nickname.length > 2 ? nickname.slice(-2) : bare)
  const short = called?.[1] ?? called?.[2]
  return ({ name, family, given, whole, initials, givenWhole }) => {
    if (nickname.includes(name)) return 10
    if (written && written === whole) return 9
    if (latin && (nickname === initials || nickname.startsWith(whole) || nickname.endsWith(whole))) return 8
    if (given.length > 1 && (nickname.includes(given) || written === givenWhole)) return 7
    if (name.length > 2 && bare.length > 1 && nearly(bare, name)) return 6
    if (written.length > 4 && nearly(written, whole)) return 5
    if (short === family) return 4
    if (short && given.includes(short)) return 3
    // 敏敏 for 赵敏.
    return given.length === 1 && bare === given + given ? 3 : 0
  }
}
