/**
 * `npm run bench`: what DESIGN.md budgets, each figure beside a baseline measured in the same run. `npm run bench -- pages`
 * runs one part (packages, pages, functions, actions, tree, imports). Ends with 1 where a budget is broken, or where an
 * action is in no week.
 */
import { measureActions, unplayed } from './bench/actions'
import { loadTimes } from './bench/functions'
import { measureImports } from './bench/imports'
import { buildBarePage, packageSizes } from './bench/packages'
import { measurePages } from './bench/pages'
import { measureTree } from './bench/tree'
import { keeps, lineOf, type Figure } from './bench/report'

async function main(chosen: string[]): Promise<void> {
  const wanted = (part: string): boolean => chosen.length === 0 || chosen.includes(part)
  const { build } = (await import('./build.mjs' as string)) as { build(parts?: string[]): Promise<void> }
  await build(['functions', 'weapp'])
  let broken = 0
  let unmeasured = 0
  const print = (title: string, figures: Figure[]): void => {
    console.log(`\n${title}`)
    for (const figure of figures) console.log(`  ${lineOf(figure)}`)
    broken += figures.filter(figure => !keeps(figure)).length
  }
  const bare = wanted('packages') || wanted('pages') ? buildBarePage() : ''
  if (wanted('packages')) print('Packages of the mini-program', packageSizes(bare))
  if (wanted('pages')) print('Largest setData while a page opens, as an officer sees it', await measurePages(bare))
  if (wanted('functions')) print('Loading a function in a fresh process, processor time', await loadTimes())
  if (wanted('actions')) {
    const { figures, uncalled } = await measureActions()
    print('Actions in a week of a branch: operations (identity and audit included) and reply', figures)
    for (const name of uncalled) console.log(`  not called in this week: ${name}${name in unplayed ? `, because ${unplayed[name]}` : ''}`)
    unmeasured = uncalled.filter(name => !(name in unplayed)).length
  }
  if (wanted('tree')) print('The tree: what its size costs', await measureTree())
  if (wanted('imports')) print('Import', await measureImports())
  if (unmeasured > 0) console.log(`\n${unmeasured} actions are measured nowhere: play them in config/bench/week.`)
  console.log(broken === 0 ? '\nEvery budget is kept.' : `\n${broken} budgets are broken.`)
  process.exit(broken + unmeasured === 0 ? 0 : 1)
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error)
  process.exit(1)
})
