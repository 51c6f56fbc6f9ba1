import type { Pinyin } from './names'

/** Loads the dictionary (when a chain is read, not with every call) and answers in pinyin without tones, family names read as such. */
export async function loadPinyin(): Promise<Pinyin> {
  const { pinyin } = await import('pinyin-pro')
  return text => {
    const syllables = pinyin(text, { toneType: 'none', type: 'array', surname: 'head', nonZh: 'consecutive' }).map(part => part.toLowerCase().replace(/[^a-z0-9]/g, '')).filter(Boolean)
    return { whole: syllables.join(''), initials: syllables.map(syllable => syllable[0]).join('') }
  }
}
