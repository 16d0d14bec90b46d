"""Verbs: which of them make a task of a sentence, and which do not."""

STATIVE = {
    "be", "have", "like", "remain", "become", "continue", "appear", "expect", "prefer",
    "feel", "want", "seem", "mean", "not", "no", "the", "a", "an", "his", "her", "their",
    "its", "this", "that", "include", "depend", "cost", "welcome", "affect", "benefit",
    "happen", "occur", "retire", "hope", "know", "never", "only", "all", "always",
    "those", "these", "any", "each", "every", "our", "your", "my", "date", "approx",
    "which", "whom", "us", "them", "him",
}  # fmt: skip
"""What nobody does as a task: "will be", "to have"."""
WILL_NOT = STATIVE | {
    "attend", "start", "begin", "end", "close", "open", "leave", "take", "need", "see",
    "meet", "use", "go", "run", "move", "then", "mean", "play", "feed", "allow", "also",
    "stay", "help", "work", "replace", "join", "fall", "rise", "get", "hold", "receive",
    "increase", "decrease", "come", "step", "represent", "chair", "understand", "return",
    "still", "focus", "form", "struggle", "fund",
}  # fmt: skip
"""What "will" foretells rather than promises: "will attend", "will start"."""
WILL_OK_IF_PERSON = {
    "take", "meet", "get", "replace", "run", "help", "hold", "see", "use", "attend",
    "feed", "return", "work", "join", "go", "open",
}  # fmt: skip
"""... unless one person, not a group, will."""
BASE = {
    "write", "contact", "obtain", "ask", "arrange", "send", "report", "invite", "prepare",
    "lay", "draft", "circulate", "purchase", "order", "investigate", "seek", "reply",
    "respond", "liaise", "organise", "organize", "check", "attend", "meet", "provide",
    "submit", "speak", "enquire", "place", "add", "update", "bring", "review", "chase",
    "find", "follow", "look", "make", "book", "email", "e-mail", "phone", "ring", "call",
    "visit", "get", "put", "take", "share", "identify", "raise", "issue", "publish",
    "produce", "confirm", "complete", "collect", "sort", "fix", "buy", "tell", "let",
    "give", "discuss", "explore", "develop", "set", "monitor", "pursue", "convene",
    "pass", "forward", "log", "escalate", "nominate", "continue", "finalise",
    "co-ordinate", "coordinate", "represent", "apply", "pay", "advertise", "advise",
    "inform", "notify", "clarify", "resend", "recirculate", "cut", "deliver", "clean",
    "repair", "replace", "remove", "install", "design", "print", "source", "research",
}  # fmt: skip
"""What clerks ask of people, in the form that stands without "to"."""
